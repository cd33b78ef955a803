import type { ReactNode } from "react";

/** A part of the peek under a quiet caption. */
export function PeekSection({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <section className="border-t px-4 py-3 first:border-t-0">
      <h3 className="caption-text mb-1.5">{title}</h3>
      <div className="flex min-w-0 flex-col gap-2">{children}</div>
    </section>
  );
}
