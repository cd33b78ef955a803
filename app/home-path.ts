import { requireServerHandle } from "@/db/handle";
import { hasTraces } from "@/db/queries/home";

/** The project a person lands in: the demo until their own has data. */
export async function homePath(): Promise<string> {
  const { db, env } = requireServerHandle();
  if (await hasTraces(db, "default")) return "/default";
  return env.CASEBOOK_DEMO || (await hasTraces(db, "demo")) ? "/demo" : "/default";
}
