import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Logo } from "../[project]/logo";
import { publicUrl } from "../db";
import { homePath } from "../home-path";
import { getPerson } from "../session";
import { RedeemForm } from "./redeem-form";

export const metadata: Metadata = { title: "Sign in · Casebook" };

type Props = { searchParams: Promise<{ token?: string | string[]; problem?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { token, problem } = await searchParams;
  if (typeof token === "string") {
    return (
      <SignInCard title="Sign in to Casebook">
        <p className="text-sm text-muted">This link works once. It opens your Casebook in a moment.</p>
        <RedeemForm token={token} />
      </SignInCard>
    );
  }
  if (await getPerson()) redirect(await homePath());
  const isUsed = problem !== undefined;
  return (
    <SignInCard title={isUsed ? "This link no longer works" : "Sign in with a link"}>
      <p className="text-sm text-muted">
        {isUsed
          ? "It was used once already, or it is more than a week old. Each start of Casebook prints a fresh one."
          : "Casebook prints a one-time link each time it starts."}{" "}
        In the terminal that Casebook runs in, follow the line that looks like this:
      </p>
      <code className="block overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs whitespace-nowrap">
        Sign in: {publicUrl()}/sign-in?token=…
      </code>
    </SignInCard>
  );
}

function SignInCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="flex w-full max-w-md flex-col gap-4 rounded-lg border border-line bg-surface p-6">
        <p className="flex items-center gap-2 text-sm font-semibold">
          <Logo className="size-5 text-accent" />
          Casebook
        </p>
        <h1 className="text-xl font-semibold">{title}</h1>
        {children}
      </div>
    </main>
  );
}
