import type { ReactNode } from "react";
import { cn } from "./cn";

type Props = { title?: ReactNode; actions?: ReactNode; className?: string; children: ReactNode };

/** A bordered region with an optional head row. Use few: rows and headings carry most structure. */
export function Panel({ title, actions, className, children }: Props) {
  return (
    <section className={cn("overflow-hidden rounded-lg border border-line bg-surface", className)}>
      {(title || actions) && (
        <header className="flex min-h-10 items-center gap-2 border-line border-b px-4 py-1.5">
          <h2 className="min-w-0 flex-1 truncate font-medium">{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}
