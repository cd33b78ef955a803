import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { requireServerHandle } from "@/db/handle";
import { getBearerActor, getSessionActor } from "@/db/queries/actors";
import type { Actor } from "@/lib/contract/identity";
import { keyScopes } from "@/lib/contract/vocabulary";

export const sessionCookie = "casebook_session";

const local: Actor = { kind: "person", id: "local", name: "local", project: null, scopes: [...keyScopes] };

/** The signed-in person, or undefined. With `CASEBOOK_AUTH=off` it is always `local`. */
export async function getPerson(): Promise<Actor | undefined> {
  const { env, db } = requireServerHandle();
  if (env.CASEBOOK_AUTH === "off") return local;
  const token = (await cookies()).get(sessionCookie)?.value;
  return token === undefined ? undefined : getSessionActor(db, token);
}

/** The signed-in person; sends everybody else to the sign-in page. For pages and actions. */
export async function requirePerson(): Promise<Actor> {
  return (await getPerson()) ?? redirect("/sign-in");
}

/** Who a bearer key stands for, or undefined when no such key is in force. */
export async function getBearer(secret: string): Promise<Actor | undefined> {
  const { env, db } = requireServerHandle();
  return getBearerActor(db, { secret, bootstrapKey: env.CASEBOOK_API_KEY });
}
