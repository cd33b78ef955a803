"use client";

import { useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { formatNoun } from "@/lib/format";
import { inlineValue } from "@/lib/source/inline-value";
import type { SourceView } from "@/lib/source/source-view";
import { visibleText } from "@/lib/visible-text";
import type { LinkProps } from "../condition-list";
import { FrameSource } from "./frame-source";
import { SourceKeys } from "./source-keys";
import { SourceContext, useSourceState } from "./source-state";

type Props = LinkProps & {
  view: SourceView;
  /** Asks again for tables that had not arrived. */
  onReload: () => void;
};

/** A branch as the source that ran: lines lit, values and judgments at the end of each condition's line. */
export function SourceBody({ view, onReload, ...links }: Props) {
  const state = useSourceState();
  const root = useRef<HTMLDivElement>(null);
  const [isInside, setInside] = useState(false);
  const { judgmentOf, litKey, onFollow, onOpen } = links;
  const value = useMemo(
    () => ({ view, state, links: { judgmentOf, litKey, onFollow, onOpen } }),
    [view, state, judgmentOf, litKey, onFollow, onOpen],
  );
  const roots = view.frames.filter(
    ({ parent, listing }) => (parent === undefined || parent < 0) && listing !== undefined,
  );
  return (
    <SourceContext value={value}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: knows whether the focus is inside, and takes none itself */}
      <div
        ref={root}
        data-source=""
        onFocus={() => setInside(true)}
        onBlur={({ relatedTarget }) => setInside(root.current?.contains(relatedTarget) ?? false)}
        className="relative z-1 border-line border-t"
      >
        {isInside && <SourceKeys root={root} />}
        {view.missing.map((table) => (
          <MissingTable key={table.sha256} {...table} onReload={onReload} />
        ))}
        {roots.map((frame) => (
          <FrameSource key={frame.frame} frame={frame} />
        ))}
        <Remarks view={view} />
      </div>
    </SourceContext>
  );
}

/** What the picture leaves out, said plainly. */
function Remarks({ view }: { view: SourceView }) {
  const left = view.frames.reduce((sum, { over }) => sum + over.reduce((more, { count }) => more + count, 0), 0);
  const decisions = view.frames.flatMap(({ events }) => events.filter(({ operands }) => operands.length > 0));
  const isUnlinked = decisions.some(
    ({ judgments, operands }) => judgments.length === 0 && operands.every((operand) => !operand.judgments?.length),
  );
  const remarks = [
    isUnlinked && "Where no judgment is named, none was found behind the values; that does not show there is none.",
    left > 0 && `${formatNoun(left, "more row")} ran and ${left === 1 ? "was" : "were"} counted, not kept.`,
    view.framesLeft > 0 &&
      `${formatNoun(view.framesLeft, "more call")} ${view.framesLeft === 1 ? "is" : "are"} not shown.`,
  ].filter((remark) => remark !== false);
  if (remarks.length === 0) return null;
  return <p className="border-line border-t px-3.5 py-1.5 text-faint text-xs">{remarks.join(" ")}</p>;
}

/** Rows came before the source they refer to: which table is awaited, how it gets here, and the values as they are. */
function MissingTable({ sha256, rows, rowCount, onReload }: SourceView["missing"][number] & Pick<Props, "onReload">) {
  return (
    <div className="flex flex-col gap-2 px-3.5 py-3 text-sm">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 font-medium">The source of this branch has not arrived</p>
        <Button size="sm" onClick={onReload}>
          Look again
        </Button>
      </div>
      <p className="text-muted">
        {formatNoun(rowCount, "row")} refer to site table{" "}
        <code className="font-mono text-xs" title={sha256}>
          {sha256.slice(0, 12)}…
        </code>
        . The running program sends it by itself; if it has not, send what the build left:{" "}
        <code className="rounded-sm bg-active px-1 font-mono text-xs">npx casebook sites push dist/casebook-sites</code>
        .
      </p>
      {rows.length > 0 && (
        <details>
          <summary className="text-faint text-xs hover:text-ink">Values that were recorded</summary>
          <ol className="mt-1.5 flex flex-col gap-0.5 font-mono text-xs">
            {rows.map(({ frame, site, value }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
              <li key={index} className="flex gap-3">
                <span className="w-20 shrink-0 text-faint">
                  {frame > 0 && `call ${frame} `}site {site}
                </span>
                <span className="min-w-0 [overflow-wrap:anywhere]">{visibleText(inlineValue(value, 200))}</span>
              </li>
            ))}
          </ol>
          {rowCount > rows.length && <p className="mt-1 text-faint text-xs">and {rowCount - rows.length} more</p>}
        </details>
      )}
    </div>
  );
}
