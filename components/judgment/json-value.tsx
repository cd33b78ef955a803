"use client";

import { useState } from "react";
import { cn } from "@/components/ui/cn";
import type { Json, JsonObject } from "@/lib/contract/json";
import { formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { TextValue } from "./text-value";

type Props = {
  value: Json | undefined;
  /** Puts a flat object or list on one wrapping line instead of one line each. */
  isFlowing?: boolean;
  className?: string;
};

const shownItems = 12;
const foldedAbove = 4;

/** Any recorded value as a person reads it: names beside values, lists as lines, texts in quotes; never JSON. */
export function JsonValue({ value, isFlowing = false, className }: Props) {
  const flowing = isFlowing ? flowingEntries(value) : undefined;
  return (
    <div className={cn("min-w-0 text-sm", className)}>
      {flowing ? <Flow entries={flowing} /> : <Value value={value} depth={0} />}
    </div>
  );
}

/** Names and values that read well side by side: few, short and flat. */
function flowingEntries(value: Json | undefined): [string | undefined, Json][] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const entries: [string | undefined, Json][] = Array.isArray(value)
    ? value.map((item) => [undefined, item])
    : Object.entries(value);
  const isShort = entries.every(
    ([, item]) => item === null || (typeof item === "string" ? item.length < 60 : typeof item !== "object"),
  );
  return entries.length > 0 && entries.length <= shownItems && isShort ? entries : undefined;
}

function Flow({ entries }: { entries: [string | undefined, Json][] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
      {entries.map(([name, value], index) => (
        <li key={name ?? index} className="flex min-w-0 items-baseline gap-1.5">
          {name !== undefined && <span className="text-faint text-xs">{wordsOf(name)}</span>}
          <Value value={value} depth={0} />
        </li>
      ))}
    </ul>
  );
}

const wordsOf = (name: string) => visibleText(name.replaceAll("_", " "));

function Value({ value, depth }: { value: Json | undefined; depth: number }) {
  if (value === null || value === undefined) return <span className="text-faint">none</span>;
  if (typeof value === "boolean") return <span>{value ? "yes" : "no"}</span>;
  if (typeof value === "number") return <span>{String(value)}</span>;
  if (typeof value === "string") {
    return value === "" ? <span className="text-faint">empty text</span> : <TextValue text={value} isQuoted />;
  }
  if (depth > 0 && countLeaves(value) > foldedAbove) return <Folded value={value} depth={depth} />;
  return Array.isArray(value) ? <List items={value} depth={depth} /> : <Fields fields={value} depth={depth} />;
}

/** What is nested and long stays behind one line until it is asked for. */
function Folded({ value, depth }: { value: Json[] | JsonObject; depth: number }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen)
    return Array.isArray(value) ? <List items={value} depth={depth} /> : <Fields fields={value} depth={depth} />;
  return (
    <button
      type="button"
      onClick={() => setOpen(true)}
      className="relative z-10 text-accent text-xs leading-5 hover:underline"
    >
      Show {formatNoun(countLeaves(value), "value")}
    </button>
  );
}

function countLeaves(value: Json): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countLeaves(item), 0);
}

function Fields({ fields, depth }: { fields: JsonObject; depth: number }) {
  const entries = Object.entries(fields);
  const { shown, more } = useShown(entries);
  if (entries.length === 0) return <span className="text-faint">nothing</span>;
  return (
    <>
      <dl className={cn("flex flex-col gap-1", depth > 0 && "border-line border-l pl-2.5")}>
        {shown.map(([name, value]) => (
          <div key={name} className={cn("flex gap-x-3", isOpened(value) ? "flex-col gap-1" : "items-baseline")}>
            <dt className="w-24 max-w-[45%] shrink-0 text-faint text-xs leading-5 [overflow-wrap:anywhere]">
              {wordsOf(name)}
            </dt>
            <dd className="min-w-0 flex-1">
              <Value value={value} depth={depth + 1} />
            </dd>
          </div>
        ))}
      </dl>
      {more}
    </>
  );
}

function List({ items, depth }: { items: Json[]; depth: number }) {
  const { shown, more } = useShown(items);
  if (items.length === 0) return <span className="text-faint">empty list</span>;
  return (
    <>
      <ol className={cn("flex flex-col gap-1", depth > 0 && "border-line border-l pl-2.5")}>
        {shown.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of a recorded list have no identity but their place
          <li key={index} className="flex items-baseline gap-2">
            <span aria-hidden className="w-4 shrink-0 text-right text-2xs text-faint">
              {index + 1}
            </span>
            <div className="min-w-0 flex-1">
              <Value value={item} depth={depth + 1} />
            </div>
          </li>
        ))}
      </ol>
      {more}
    </>
  );
}

function useShown<Item>(items: Item[]) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, shownItems);
  const more = items.length > shown.length && (
    <button
      type="button"
      onClick={() => setWhole(true)}
      className="relative z-10 mt-1 text-accent text-xs hover:underline"
    >
      Show {items.length - shown.length} more
    </button>
  );
  return { shown, more };
}

/** Nested values short enough to stand open get lines of their own. */
function isOpened(value: Json): boolean {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return false;
  return countLeaves(value) <= foldedAbove;
}
