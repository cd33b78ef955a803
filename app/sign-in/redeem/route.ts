import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { publicUrl, write } from "@/app/db";
import { homePath } from "@/app/home-path";
import { sessionCookie } from "@/app/session";
import { CasebookError } from "@/lib/errors";

/** Spends a one-time link: a session cookie and on to the screens, else back to the page that says why not. */
export async function GET(request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get("token") ?? "";
  const session = await redeem(token);
  if (!session) redirect("/sign-in?problem=link");
  (await cookies()).set(sessionCookie, session.token, {
    httpOnly: true,
    sameSite: "lax",
    secure: publicUrl().startsWith("https:"),
    path: "/",
    expires: new Date(session.expiresUs / 1000),
  });
  redirect(await homePath());
}

async function redeem(token: string): Promise<{ token: string; expiresUs: number } | undefined> {
  try {
    return await write("redeemSignInLink", { token });
  } catch (error) {
    if (error instanceof CasebookError && error.code === "unauthenticated:link") return undefined;
    throw error;
  }
}
