"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";
import { cn } from "@/components/ui/cn";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import type { PointName } from "@/db/queries/points";
import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import type { JudgmentSort } from "@/lib/contract/vocabulary";
import { formatCapped } from "@/lib/format";
import { ColumnsMenu } from "./columns-menu";
import { DecisionsList, type DecisionsListProps } from "./decisions-list";
import { FilterBar } from "./filter-bar";
import { changeParams } from "./params";
import { useHiddenColumns } from "./use-hidden-columns";

type Props = Omit<DecisionsListProps, "hiddenColumns" | "onFilter"> & {
  total: number;
  totalCap: number;
  points: PointName[];
};

const sortTitles: Record<JudgmentSort, string> = {
  newest: "Newest first",
  oldest: "Oldest first",
  "confidence-asc": "Least confident first",
  "confidence-desc": "Most confident first",
};

/** The Decisions screen: head, filters, table and peek. */
export function DecisionsScreen({ total, totalCap, points, ...list }: Props) {
  const { project, filter, sort, lowConfidence } = list;
  const router = useRouter();
  const search = useSearchParams();
  const [isPending, startTransition] = useTransition();
  const [hidden, setHidden] = useHiddenColumns();
  const change = (parts: Parameters<typeof changeParams>[1]) =>
    startTransition(() => {
      router.replace(`/${project}/decisions${changeParams(search, { ...parts, peek: undefined })}`, { scroll: false });
    });
  const setFilter = (parts: Partial<Record<keyof JudgmentFilter, string | number | undefined>>) =>
    // An order by confidence needs one point.
    change("pointId" in parts && parts.pointId === undefined ? { ...parts, sort: undefined } : parts);
  return (
    <>
      <PageHeader
        title="Decisions"
        detail={<TotalText total={total} cap={totalCap} isFiltered={Object.keys(filter).length > 0} />}
        actions={
          <>
            <Select
              aria-label="Order"
              value={sort}
              onChange={(event) => change({ sort: event.target.value === "newest" ? undefined : event.target.value })}
              className="max-w-44"
            >
              {(Object.keys(sortTitles) as JudgmentSort[]).map((name) => (
                <option
                  key={name}
                  value={name}
                  disabled={name.startsWith("confidence") && filter.pointId === undefined}
                >
                  {sortTitles[name]}
                </option>
              ))}
            </Select>
            <ColumnsMenu hidden={hidden} onChange={setHidden} />
          </>
        }
      />
      <FilterBar {...{ project, filter, points, lowConfidence }} onChange={setFilter} />
      <div className={cn("flex min-h-0 flex-1 transition-opacity", isPending && "opacity-60")} aria-busy={isPending}>
        <DecisionsList key={JSON.stringify({ filter, sort })} {...list} hiddenColumns={hidden} onFilter={setFilter} />
      </div>
    </>
  );
}

function TotalText({ total, cap, isFiltered }: { total: number; cap: number; isFiltered: boolean }) {
  const isCapped = total > cap;
  return (
    <span title={isCapped ? `Counted no further than ${formatCapped(cap, cap)}` : undefined}>
      {formatCapped(total, cap)} {isFiltered ? "match" : "in all"}
    </span>
  );
}
