import type { z } from "zod";
import type { ErrorBody } from "./contract/error";
import { toErrorBody } from "./errors";
import { parseInput } from "./http";

export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; error: ErrorBody["error"] };

/**
 * Makes a server action: a public endpoint that parses what it is given, runs and never throws, but for what
 * Next itself is told by throwing (a redirect to the sign-in page). The handler asks for its actor itself
 * (`requirePerson` in app/session.ts) and revalidates its page.
 */
export function action<Schema extends z.ZodType, Data>(
  schema: Schema,
  handler: (input: z.infer<Schema>) => Promise<Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return async (input) => {
    try {
      return { ok: true, data: await handler(parseInput(schema, input)) };
    } catch (error) {
      if (isNextSignal(error)) throw error;
      const { status, body } = toErrorBody(error);
      if (status === 500) console.error(error);
      return { ok: false, error: body.error };
    }
  };
}

/** Next redirects and ends with not-found by errors that it catches itself, known by their digest. */
function isNextSignal(error: unknown): boolean {
  const { digest } = (error ?? {}) as { digest?: unknown };
  return typeof digest === "string" && digest.startsWith("NEXT_");
}
