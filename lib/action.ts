import type { z } from "zod";
import type { ErrorBody } from "./contract/error";
import { toErrorBody } from "./errors";
import { parseInput } from "./http";

export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; error: ErrorBody["error"] };

/**
 * Makes a server action: a public endpoint that parses what it is given, runs and never throws. The handler asks
 * for its actor itself (`requirePerson` in app/session.ts) and revalidates its page.
 */
export function action<Schema extends z.ZodType, Data>(
  schema: Schema,
  handler: (input: z.infer<Schema>) => Promise<Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return async (input) => {
    try {
      return { ok: true, data: await handler(parseInput(schema, input)) };
    } catch (error) {
      const { status, body } = toErrorBody(error);
      if (status === 500) console.error(error);
      return { ok: false, error: body.error };
    }
  };
}
