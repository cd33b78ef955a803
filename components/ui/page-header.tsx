import type { ReactNode } from "react";
import { NavSheetTrigger } from "./nav-sheet";

type Props = { title: ReactNode; detail?: ReactNode; actions?: ReactNode };

/** The head row of every screen: its title, a quiet detail, and what can be done. */
export function PageHeader({ title, detail, actions }: Props) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b bg-surface px-3 md:px-5">
      <NavSheetTrigger />
      <h1
        className="min-w-0 shrink truncate font-semibold text-base"
        title={typeof title === "string" ? title : undefined}
      >
        {title}
      </h1>
      {detail && <div className="min-w-0 shrink-[100] truncate text-faint text-xs">{detail}</div>}
      <div className="ml-auto flex shrink-0 items-center gap-1.5">{actions}</div>
    </header>
  );
}
