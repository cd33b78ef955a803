import { z } from "zod";
import { CasebookError } from "./errors";

const loopbackHosts = ["127.0.0.1", "localhost", "::1"];

const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, "must start with file: or postgres://")
    .default("file:./data/casebook.db"),
  CASEBOOK_PUBLIC_URL: z.url().optional(),
  CASEBOOK_API_KEY: z.string().min(8, "must have at least 8 characters").optional(),
  CASEBOOK_AUTH: z.enum(["on", "off"]).default("on"),
  CASEBOOK_DEMO: z.enum(["0", "1"]).optional(),
  CASEBOOK_MAX_BODY_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(64 * 1024 * 1024),
  CASEBOOK_RETENTION_DAYS: z.coerce.number().int().min(1).optional(),
  CASEBOOK_REDACT: z.string().optional(),
});

/** Every variable Casebook reads; `.env.example` documents each. */
export const envNames = Object.keys(variables.shape);

const schema = variables
  .transform((env) => {
    const isLoopback = loopbackHosts.includes(env.HOST);
    return { ...env, isLoopback, CASEBOOK_DEMO: (env.CASEBOOK_DEMO ?? (isLoopback ? "1" : "0")) === "1" };
  })
  .refine((env) => env.CASEBOOK_AUTH === "on" || env.isLoopback, {
    path: ["CASEBOOK_AUTH"],
    message: "off is allowed only while HOST is a loopback address",
  });

/** Casebook's configuration; `.env.example` documents every name. */
export type Env = z.infer<typeof schema>;

/**
 * Parses the environment once, at the start of a process. Empty values count as not set.
 * @throws CasebookError `invalid:env` that names the first wrong variable and what it must be
 */
export function parseEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = String(issue?.path[0] ?? "environment");
  throw new CasebookError("invalid:env", `${field}: ${issue?.message ?? "is not valid"}.`, { field });
}
