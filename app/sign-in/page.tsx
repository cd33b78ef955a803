import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { homePath } from "../home-path";
import { getPerson } from "../session";

export const metadata: Metadata = { title: "Sign in · Casebook" };

type Props = { searchParams: Promise<{ token?: string | string[]; problem?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { token, problem } = await searchParams;
  if (typeof token === "string") redirect(`/sign-in/redeem?${new URLSearchParams({ token })}`);
  if (await getPerson()) redirect(await homePath());
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="flex max-w-md flex-col gap-3">
        <p className="font-semibold">Casebook</p>
        <h1 className="text-xl font-semibold">
          {problem === undefined ? "Sign in with a link" : "This link no longer works"}
        </h1>
        <p>
          {problem === undefined
            ? "Casebook prints a one-time link each time it starts."
            : "It was used once already, or it is more than a week old. Each start of Casebook prints a fresh one."}{" "}
          Open the terminal it runs in and follow the line that begins with <code className="font-mono">Sign in:</code>.
        </p>
      </div>
    </main>
  );
}
