"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { useCommands } from "@/components/commands/use-commands";
import { DataTable } from "@/components/data-table/data-table";
import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import type { JudgmentSort } from "@/lib/contract/vocabulary";
import { BulkBar } from "./bulk-bar";
import type { Decision } from "./decision";
import { createColumns } from "./decisions-columns";
import type { DecisionsPage } from "./list-decisions";
import { ListFooter } from "./list-footer";
import type { Peek } from "./load-peek";
import { NewArrivals } from "./new-arrivals";
import { NoDecisions } from "./no-decisions";
import { PeekPanel } from "./peek-panel";
import { timelineHref } from "./timeline-href";
import { useDecisions } from "./use-decisions";
import { usePeekId } from "./use-peek-id";

export type DecisionsListProps = {
  project: string;
  filter: JudgmentFilter;
  sort: JudgmentSort;
  /** Arrivals up to this one were there when the page was loaded. */
  arrival: number;
  page: DecisionsPage;
  initialPeek: Peek | undefined;
  person: string;
  lowConfidence: number;
  hiddenColumns: string[];
  onFilter: (change: Partial<Record<keyof JudgmentFilter, string | undefined>>) => void;
};

/** The table with its peek: rows stay where they are until the person asks for new ones. */
export function DecisionsList(props: DecisionsListProps) {
  const { project, filter, sort, initialPeek, person, lowConfidence, hiddenColumns } = props;
  const router = useRouter();
  const list = useDecisions(props);
  const [peekId, setPeekId] = usePeekId();
  const [cursorId, setCursorId] = useState<string>();
  const [selected, setSelected] = useState(new Set<string>());
  const columns = useMemo(() => createColumns(lowConfidence), [lowConfidence]);
  const columnVisibility = useMemo(() => Object.fromEntries(hiddenColumns.map((id) => [id, false])), [hiddenColumns]);
  // One press must not overrule what this person decided one by one, nor what people dispute.
  const settled = new Set(list.rows.filter(({ label }) => isSettled(label, person)).map(({ id }) => id));
  const toConfirm = [...selected].filter((id) => !settled.has(id));
  const activeId = peekId ?? cursorId;
  const activeIndex = list.rows.findIndex(({ id }) => id === activeId);
  const active = list.rows[activeIndex];

  const open = (id: string | undefined) => {
    if (id !== undefined) setCursorId(id);
    setPeekId(id);
  };
  const step = (by: 1 | -1) => {
    const next = list.rows[activeIndex < 0 && by < 0 ? 0 : activeIndex + by];
    if (!next) return;
    if (activeIndex + by >= list.rows.length - 5) list.loadMore?.();
    if (peekId === undefined) setCursorId(next.id);
    else open(next.id);
  };
  const toggle = (decision: Decision) => {
    const next = new Set(selected);
    if (!next.delete(decision.id)) next.add(decision.id);
    setSelected(next);
  };
  useCommands([
    {
      name: "decisions.next",
      title: "Next decision",
      group: "Decisions",
      keys: "j",
      isKeyOnly: true,
      effect: () => step(1),
    },
    {
      name: "decisions.previous",
      title: "Previous decision",
      group: "Decisions",
      keys: "k",
      isKeyOnly: true,
      effect: () => step(-1),
    },
    {
      name: "decisions.peek",
      title: "Open the decision",
      group: "Decisions",
      keys: "enter",
      isAvailable: active !== undefined && peekId === undefined,
      effect: () => open(active?.id),
    },
    {
      name: "decisions.close",
      title: "Close the peek",
      group: "Decisions",
      keys: "escape",
      isAvailable: peekId !== undefined,
      isKeyOnly: true,
      effect: () => open(undefined),
    },
    {
      name: "decisions.timeline",
      title: "Open its timeline",
      group: "Decisions",
      keys: "t",
      isAvailable: active !== undefined,
      effect: () => active && router.push(timelineHref(project, active)),
    },
    {
      name: "decisions.select",
      title: "Select the decision",
      group: "Decisions",
      keys: "x",
      isAvailable: active !== undefined,
      effect: () => active && toggle(active),
    },
  ]);

  return (
    <>
      <div className="relative flex min-w-0 flex-1 flex-col">
        <NewArrivals {...{ project, filter }} isShown={sort === "newest"} arrival={list.arrival} onShow={list.reload} />
        <DataTable
          label="Decisions"
          columns={columns}
          rows={list.rows}
          getRowId={getRowId}
          columnVisibility={columnVisibility}
          activeId={activeId}
          onOpen={(decision) => open(decision.id)}
          onActivate={(decision) => setCursorId(decision.id)}
          selection={{
            ids: selected,
            onChange: setSelected,
            labelOf: (one) => `${one.point}: ${one.input.slice(0, 40)}`,
          }}
          onEndReached={list.loadMore}
          empty={list.searchedTo === null && <NoDecisions project={project} filter={filter} />}
          footer={<ListFooter {...list} />}
        />
        {selected.size > 0 && (
          <BulkBar
            project={project}
            ids={toConfirm}
            kept={selected.size - toConfirm.length}
            onLabelled={list.updateLabel}
            onClear={() => setSelected(new Set())}
          />
        )}
      </div>
      {peekId !== undefined && (
        <PeekPanel
          id={peekId}
          {...{ project, person, initialPeek }}
          place={{ index: activeIndex, count: list.rows.length }}
          onStep={step}
          onClose={() => open(undefined)}
          onFilter={props.onFilter}
          onLabelled={list.updateLabel}
        />
      )}
    </>
  );
}

const isSettled = (label: Decision["label"], person: string) =>
  label !== null && (label.author === person || label.verdict === "disputed");

const getRowId = (decision: Decision) => decision.id;
