import Link from "next/link";
import type { CSSProperties } from "react";
import { CodeText } from "@/components/branch/source/code-text";
import { Badge } from "@/components/ui/badge";
import { Bar } from "@/components/ui/bar";
import { cn } from "@/components/ui/cn";
import { formatCount, formatNoun, formatPercent } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import type { MapArm, MapRow } from "./map-rows";

type Props = {
  label: string;
  rows: MapRow[];
  linesLeft: number;
  hrefOfArm: (arm: string) => string;
};

/** A function's source with, beside each line, how much of recent traffic ran it. */
export function MapListing({ label, rows, linesLeft, hrefOfArm }: Props) {
  const longest = Math.max(...rows.map(({ code }) => code.tokens.reduce((sum, [text]) => sum + text.length, 2)));
  const digits = String(rows.at(-1)?.line ?? 0).length;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      style={{ "--gutter": `calc(${digits + 2}ch + 6.25rem)` } as CSSProperties}
      className="ring-inside @container overflow-x-auto overflow-y-hidden font-mono text-xs"
    >
      <ol style={{ minWidth: `max(100%, calc(var(--gutter) + ${longest}ch))` }}>
        {rows.map((row) => (
          <Line key={row.line} row={row} digits={digits} hrefOfArm={hrefOfArm} />
        ))}
      </ol>
      {linesLeft > 0 && (
        <p className="px-3 py-1 font-sans text-faint">{formatNoun(linesLeft, "more line")} not shown</p>
      )}
    </section>
  );
}

type LineProps = Pick<Props, "hrefOfArm"> & { row: MapRow; digits: number };

function Line({ row, digits, hrefOfArm }: LineProps) {
  const { line, code, share, decisions, armNamed } = row;
  const isNever = share === 0;
  return (
    <li
      data-line={line}
      data-share={share}
      className={cn(
        "flex min-h-5.5 items-stretch bg-(--row) [--row:var(--color-surface)]",
        isNever && "[--row:color-mix(in_oklab,var(--color-caution-soft)_70%,var(--color-surface))]",
      )}
    >
      <span className="sticky left-0 z-1 flex w-(--gutter) shrink-0 select-none items-start gap-2 bg-(--row) pl-3 text-2xs leading-5.5">
        <Share row={row} />
        <span className="pr-3 text-right text-faint" style={{ width: `${digits + 2}ch` }}>
          <span className="sr-only">, line </span>
          {line}
          <span className="sr-only">: </span>
        </span>
      </span>
      <span className="flex w-[calc(100cqw-var(--gutter))] shrink-0 flex-wrap items-center gap-x-4 pr-3">
        <code className="block whitespace-pre leading-5.5 [tab-size:2]">
          <CodeText code={code} isDim={isNever} />
        </code>
        {decisions.map(({ text, arms }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: decisions of a line have no identity but their place
          <Arms key={place} text={decisions.length > 1 ? text : undefined} arms={arms} />
        ))}
        {armNamed !== undefined && (
          <Link
            href={hrefOfArm(armNamed)}
            className="font-sans text-2xs text-accent underline decoration-accent-line underline-offset-2 hover:decoration-accent"
          >
            decisions<span className="sr-only"> that led to {visibleText(armNamed)}</span>
          </Link>
        )}
      </span>
    </li>
  );
}

function Share({ row: { share, runs } }: { row: MapRow }) {
  if (share === undefined) return <span className="w-[5.25rem] shrink-0" />;
  if (share === 0) {
    return <span className="w-[5.25rem] shrink-0 text-right font-medium font-sans text-caution">never ran</span>;
  }
  return (
    <span className="flex h-5.5 w-[5.25rem] shrink-0 items-center gap-1.5" title={formatNoun(runs, "run")}>
      <Bar parts={[{ share, tone: "accent" }]} className="flex-1" />
      <span className="w-10 text-right font-sans text-muted">{formatPercent(share)}</span>
    </span>
  );
}

function Arms({ text, arms }: { text: string | undefined; arms: MapArm[] }) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-3 gap-y-0.5 py-px font-sans text-2xs">
      {text !== undefined && (
        <code className="max-w-56 truncate font-mono text-muted" title={visibleText(text)}>
          {visibleText(text.slice(0, 200))}
        </code>
      )}
      {arms.map(({ words, count, share, isNever }) =>
        isNever ? (
          <Badge key={words} tone="caution" className="h-4.5 text-2xs">
            {visibleText(words.slice(0, 60))}: never
          </Badge>
        ) : (
          <span key={words} className="inline-flex items-center gap-1.5">
            <span className="font-mono text-muted">{visibleText(words.slice(0, 60))}</span>
            <span className="font-medium text-ink">{formatCount(count)}</span>
            {share !== undefined && <span className="text-faint">{formatPercent(share)}</span>}
          </span>
        ),
      )}
    </span>
  );
}
