import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { write } from "@/app/db";
import { sessionCookie } from "@/app/session";

/** Ends the session here and in the database. A POST, so that no link can sign a person out. */
export async function POST(): Promise<Response> {
  const jar = await cookies();
  const token = jar.get(sessionCookie)?.value;
  if (token !== undefined) await write("deleteSession", { token });
  jar.delete(sessionCookie);
  redirect("/sign-in");
}
