import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A native select with our looks: the system's own list, type-ahead and touch wheel come with it. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("relative inline-flex min-w-0", className)}>
      <select
        className="h-8 w-full min-w-0 appearance-none truncate rounded-md border border-line-strong bg-surface pr-7 pl-2.5 text-sm text-ink shadow-raised transition-colors hover:bg-hover disabled:opacity-50 [&>option]:bg-raised"
        {...props}
      >
        {children}
      </select>
      <ChevronsUpDown aria-hidden className="pointer-events-none absolute top-2.5 right-2 size-3 text-faint" />
    </span>
  );
}
