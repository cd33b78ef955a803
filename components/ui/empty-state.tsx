import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type Props = { icon?: LucideIcon; title: string; children?: ReactNode; action?: ReactNode; className?: string };

/** What a screen says when there is nothing to show, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action, className }: Props) {
  return (
    <div className={cn("flex flex-col items-center justify-center gap-1 px-6 py-16 text-center", className)}>
      {Icon && <Icon aria-hidden className="mb-2 size-5 text-faint" strokeWidth={1.5} />}
      <h2 className="font-medium text-base">{title}</h2>
      {children && <div className="max-w-md text-muted">{children}</div>}
      {action && <div className="mt-3 flex gap-2">{action}</div>}
    </div>
  );
}
