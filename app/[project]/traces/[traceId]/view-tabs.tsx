"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { cn } from "@/components/ui/cn";
import type { TraceView } from "./search-params";

const titles = { timeline: "Timeline", waterfall: "Waterfall", spans: "Raw spans" } satisfies Record<TraceView, string>;

/** The ways to look at a trace, as links: each has its address and keeps the selected step. */
export function ViewTabs({ view }: { view: TraceView }) {
  const pathname = usePathname();
  const params = useSearchParams();
  const hrefOf = (name: TraceView) => {
    const next = new URLSearchParams(params);
    if (name === "timeline") next.delete("view");
    else next.set("view", name);
    const query = next.toString();
    return query === "" ? pathname : `${pathname}?${query}`;
  };
  return (
    <nav aria-label="Views" className="flex shrink-0 gap-4 overflow-x-auto border-line border-b px-3 md:px-5">
      {Object.entries(titles).map(([name, title]) => (
        <Link
          key={name}
          href={hrefOf(name as TraceView)}
          prefetch={false}
          aria-current={name === view ? "page" : undefined}
          className={cn(
            "-mb-px ring-inside flex h-9 shrink-0 items-center border-transparent border-b-2 font-medium text-muted hover:text-ink",
            name === view && "border-accent text-ink",
          )}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
