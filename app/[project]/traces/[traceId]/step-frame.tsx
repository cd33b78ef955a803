"use client";

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { visibleText } from "@/lib/visible-text";

type Props = {
  icon: LucideIcon;
  /** Name of the whole card, spoken. */
  label: string;
  title: string;
  detail?: ReactNode;
  badge?: ReactNode;
  moment: ReactNode;
  isSelected: boolean;
  onSelect: () => void;
  children?: ReactNode;
};

/** A card of the right-hand lane: what kind of step, its name, and what it holds. */
export function StepFrame({ icon: Icon, label, title, detail, badge, moment, isSelected, onSelect, children }: Props) {
  return (
    <article
      aria-label={visibleText(label)}
      className={cn(
        "overflow-hidden rounded-lg border border-line bg-surface shadow-raised",
        isSelected && "border-accent-line ring-1 ring-accent",
      )}
    >
      <header className="relative flex min-h-10 flex-wrap items-center gap-x-2 gap-y-0.5 px-3.5 py-2">
        <Icon aria-hidden className="size-4 shrink-0 text-faint" strokeWidth={1.75} />
        <button
          type="button"
          aria-pressed={isSelected}
          onClick={onSelect}
          className="min-w-0 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {visibleText(title)}
        </button>
        {badge}
        <span className="ml-auto flex min-w-0 items-baseline gap-2 truncate text-faint text-xs">
          {detail}
          {moment}
        </span>
      </header>
      {children}
    </article>
  );
}
