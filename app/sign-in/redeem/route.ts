import { cookies } from "next/headers";
import { publicUrl, write } from "@/app/db";
import { homePath } from "@/app/home-path";
import { sessionCookie } from "@/app/session";
import { CasebookError } from "@/lib/errors";

/** Spends a one-time link: a session cookie and on to the screens, else back to the page that says why not. */
export async function POST(request: Request): Promise<Response> {
  const token = (await request.formData()).get("token");
  const session = typeof token === "string" ? await redeem(token) : undefined;
  if (!session) return seeOther("/sign-in?problem=link");
  (await cookies()).set(sessionCookie, session.token, {
    httpOnly: true,
    sameSite: "lax",
    secure: publicUrl().startsWith("https:"),
    path: "/",
    expires: new Date(session.expiresUs / 1000),
  });
  return seeOther(await homePath());
}

/** Next's own `redirect` would have the browser POST once more. */
function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}

async function redeem(token: string): Promise<{ token: string; expiresUs: number } | undefined> {
  try {
    return await write("redeemSignInLink", { token });
  } catch (error) {
    if (error instanceof CasebookError && error.code === "unauthenticated:link") return undefined;
    throw error;
  }
}
