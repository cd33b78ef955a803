import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { SuiteItem } from "@/lib/contract/suite";
import { formatCount, formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";

/** The suites of a project, one row per decision point. */
export function SuitesList({ project, suites }: { project: string; suites: SuiteItem[] }) {
  return (
    <ul aria-label="Suites">
      {suites.map((suite) => (
        <li key={suite.id} className="border-line border-b">
          <Link
            href={`/${project}/suites/${suite.id}`}
            className="ring-inside flex min-h-14 items-center gap-x-4 px-4 py-2 hover:bg-hover md:px-5"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{visibleText(suite.name)}</span>
              <span className="block truncate text-faint text-xs">{visibleText(suite.workflow)}</span>
            </span>
            <Problems suite={suite} />
            <span className="w-20 shrink-0 text-right">
              <span className="font-medium tabular-nums">{formatCount(suite.cases)}</span>{" "}
              <span className="text-muted">{suite.cases === 1 ? "case" : "cases"}</span>
            </span>
            <span className="hidden w-24 shrink-0 text-right text-muted text-xs sm:block">version {suite.version}</span>
            <Time at={suite.updatedAt} className="hidden w-16 shrink-0 text-right text-faint text-xs md:block" />
            <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Problems({ suite }: { suite: SuiteItem }) {
  return (
    <span className="flex shrink-0 flex-wrap justify-end gap-1.5">
      {suite.conflicts > 0 && <Badge tone="negative">{formatNoun(suite.conflicts, "conflict")}</Badge>}
      {suite.drafts > 0 && <Badge tone="caution">{formatNoun(suite.drafts, "draft")}</Badge>}
    </span>
  );
}
