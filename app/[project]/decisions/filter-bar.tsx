"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useCommands } from "@/components/commands/use-commands";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/toast";
import type { FilterOptions, OptionField } from "@/db/queries/filter-options";
import type { PointName } from "@/db/queries/points";
import type { JudgmentFilter } from "@/lib/contract/judgment-query";
import { labelStates } from "@/lib/contract/vocabulary";
import { reach } from "@/lib/reach";
import { getFilterOptions } from "./actions";
import { FilterMenu } from "./filter-menu";
import { ConfidenceFilter, TimeFilter } from "./range-filters";

type Props = {
  project: string;
  filter: JudgmentFilter;
  points: PointName[];
  lowConfidence: number;
  onChange: (change: Partial<Record<keyof JudgmentFilter, string | number | undefined>>) => void;
};

const optionMenus: { field: OptionField; label: string }[] = [
  { field: "output", label: "Answer" },
  { field: "arm", label: "Arm" },
  { field: "model", label: "Model" },
  { field: "version", label: "Version" },
];

const labelTitles = {
  none: "not labelled",
  correct: "correct",
  incorrect: "incorrect",
  unsure: "unsure",
  disputed: "disputed",
};

/** Words, and one button per filter; all of it lives in the address. */
export function FilterBar({ project, filter, points, lowConfidence, onChange }: Props) {
  const point = points.find(({ id }) => id === filter.pointId);
  const loadOptions = async (field: OptionField) => {
    const answer = await reach(getFilterOptions({ project, ...(filter.pointId && { pointId: filter.pointId }) }));
    if (answer.ok) return (answer.data as FilterOptions)[field];
    toast(answer.error.message, { tone: "negative" });
    return [];
  };
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <search
      aria-label="Filter decisions"
      className="flex shrink-0 items-center gap-1.5 overflow-x-auto border-b px-3 py-2 [scrollbar-width:none] md:flex-wrap md:px-5"
    >
      <WordsInput words={filter.q ?? ""} onChange={(q) => onChange({ q })} />
      <FilterMenu
        label="Point"
        value={filter.pointId}
        valueTitle={point?.name}
        onChange={(pointId) => onChange({ pointId, output: undefined, arm: undefined })}
        loadOptions={() => points.map(({ id, name, workflow }) => ({ value: id, title: name, detail: workflow }))}
      />
      {optionMenus.slice(0, 2).map(({ field, label }) => (
        <FilterMenu
          key={field}
          label={label}
          value={filter[field]}
          onChange={(value) => onChange({ [field]: value })}
          loadOptions={() => loadOptions(field)}
        />
      ))}
      <ConfidenceFilter
        low={lowConfidence}
        confidenceMin={filter.confidenceMin}
        confidenceMax={filter.confidenceMax}
        onChange={onChange}
      />
      <FilterMenu
        label="Label"
        value={filter.label}
        valueTitle={filter.label && labelTitles[filter.label]}
        onChange={(label) => onChange({ label })}
        loadOptions={() => labelStates.map((value) => ({ value, title: labelTitles[value] }))}
      />
      {optionMenus.slice(2).map(({ field, label }) => (
        <FilterMenu
          key={field}
          label={label}
          value={filter[field]}
          onChange={(value) => onChange({ [field]: value })}
          loadOptions={() => loadOptions(field)}
        />
      ))}
      <TimeFilter from={filter.from} to={filter.to} onChange={onChange} />
      <SetFilters filter={filter} onChange={onChange} />
      {isFiltered && (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => onChange(Object.fromEntries(Object.keys(filter).map((name) => [name, undefined])))}
        >
          Clear all
        </Button>
      )}
    </search>
  );
}

/** Filters that have no menu, set by links from elsewhere. */
const linkedFilters = { subject: "Subject", workflow: "Workflow", task: "Task", point: "Point" } as const;

function SetFilters({ filter, onChange }: Pick<Props, "filter" | "onChange">) {
  return (Object.keys(linkedFilters) as (keyof typeof linkedFilters)[]).map((name) => {
    const value = filter[name];
    return (
      value !== undefined && (
        <FilterMenu
          key={name}
          label={linkedFilters[name]}
          value={value}
          onChange={(next) => onChange({ [name]: next })}
          loadOptions={() => [{ value }]}
        />
      )
    );
  });
}

/** As long as the contract takes (`judgmentFilter.q`); a longer text would filter nothing. */
const longestWords = 500;

function WordsInput({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const [text, setText] = useState(words);
  const input = useRef<HTMLInputElement>(null);
  useCommands([
    {
      name: "decisions.search",
      title: "Search words",
      group: "Decisions",
      keys: "/",
      effect: () => input.current?.focus(),
    },
  ]);
  const sent = useRef(words);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, 300);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  // The address changed by other means, such as Clear all or the back button. While the person types, an address that
  // lags behind takes no letter from them.
  useEffect(() => {
    if (words === sent.current || document.activeElement === input.current) return;
    sent.current = words;
    setText(words);
  }, [words]);
  return (
    <span className="relative w-44 shrink-0 max-md:-order-2 md:w-60">
      <Search aria-hidden className="pointer-events-none absolute top-1.75 left-2 size-3.5 text-faint" />
      <Input
        ref={input}
        type="search"
        aria-label="Search words"
        placeholder="Search words or a subject"
        maxLength={longestWords}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          // Chromium empties a search field on Escape; here it only leaves it.
          event.preventDefault();
          event.currentTarget.blur();
        }}
        className="h-7 pr-8 pl-7 text-xs [&::-webkit-search-cancel-button]:hidden"
      />
      {text === "" && <Kbd keys="/" className="pointer-events-none absolute top-1.25 right-1.5 max-md:hidden" />}
    </span>
  );
}
