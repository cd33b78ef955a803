import type { ActionResult } from "./action";

/**
 * Waits for a server action called in the browser. A server that cannot be reached answers like any failed action
 * (`internal:unreachable`), so that nobody is left waiting for good. Next's redirect to the sign-in page passes.
 */
export async function reach<Data>(call: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && "digest" in error) throw error;
    return { ok: false, error: { code: "internal:unreachable", message: "Casebook cannot be reached. Try again." } };
  }
}
