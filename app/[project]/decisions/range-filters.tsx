"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { formatConfidence, formatDay } from "@/lib/format";
import { FilterButton } from "./filter-menu";

type ConfidenceRange = { confidenceMin: number | undefined; confidenceMax: number | undefined };

/** Confidence between two bounds, with the usual ones a click away. */
export function ConfidenceFilter({
  low,
  confidenceMin,
  confidenceMax,
  onChange,
}: ConfidenceRange & { low: number; onChange: (range: ConfidenceRange) => void }) {
  const [isOpen, setOpen] = useState(false);
  const set = (range: ConfidenceRange) => {
    setOpen(false);
    onChange(range);
  };
  const presets: [string, ConfidenceRange][] = [
    [`Low: up to ${formatConfidence(low)}`, { confidenceMin: undefined, confidenceMax: low }],
    ["Very low: up to 0.50", { confidenceMin: undefined, confidenceMax: 0.5 }],
    ["High: 0.95 and more", { confidenceMin: 0.95, confidenceMax: undefined }],
  ];
  return (
    <FilterButton
      label="Confidence"
      value={rangeText(confidenceMin, confidenceMax)}
      onClear={() => onChange({ confidenceMin: undefined, confidenceMax: undefined })}
    >
      {(trigger) => (
        <Popover trigger={trigger} label="Confidence filter" open={isOpen} onOpenChange={setOpen} className="w-64 p-1">
          {presets.map(([title, range]) => (
            <PresetButton key={title} title={title} onClick={() => set(range)} />
          ))}
          <BoundsForm
            fields={[
              { name: "confidenceMin", label: "From", value: confidenceMin, placeholder: "0" },
              { name: "confidenceMax", label: "To", value: confidenceMax, placeholder: "1" },
            ]}
            inputProps={{ type: "number", min: 0, max: 1, step: "any" }}
            onSubmit={({ confidenceMin: min, confidenceMax: max }) =>
              set({ confidenceMin: min ? Number(min) : undefined, confidenceMax: max ? Number(max) : undefined })
            }
          />
        </Popover>
      )}
    </FilterButton>
  );
}

type TimeRange = { from: string | undefined; to: string | undefined };

const presetDays = [1, 7, 30];

/** Days in UTC, from and up to. */
export function TimeFilter({ from, to, onChange }: TimeRange & { onChange: (range: TimeRange) => void }) {
  const [isOpen, setOpen] = useState(false);
  const set = (range: TimeRange) => {
    setOpen(false);
    onChange(range);
  };
  const value = [from && `from ${formatDay(from)}`, to && `before ${formatDay(to)}`].filter(Boolean).join(" ");
  return (
    <FilterButton
      label="Time"
      value={value === "" ? undefined : value}
      onClear={() => onChange({ from: undefined, to: undefined })}
    >
      {(trigger) => (
        <Popover trigger={trigger} label="Time filter" open={isOpen} onOpenChange={setOpen} className="w-64 p-1">
          {presetDays.map((days) => (
            <PresetButton
              key={days}
              title={days === 1 ? "Last 24 hours" : `Last ${days} days`}
              onClick={() => set({ from: daysAgo(days), to: undefined })}
            />
          ))}
          <BoundsForm
            fields={[
              { name: "from", label: "From", value: from?.slice(0, 10) },
              { name: "to", label: "Before", value: to?.slice(0, 10) },
            ]}
            inputProps={{ type: "date" }}
            onSubmit={(values) => set({ from: values.from || undefined, to: values.to || undefined })}
          />
        </Popover>
      )}
    </FilterButton>
  );
}

/** To the minute, so that the address stays readable. */
const daysAgo = (days: number) => `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 16)}:00Z`;

function PresetButton({ title, onClick }: { title: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="ring-inside flex min-h-7 w-full items-center rounded-sm px-2 text-left hover:bg-active"
    >
      {title}
    </button>
  );
}

type BoundsProps<Name extends string> = {
  fields: { name: Name; label: string; value: string | number | undefined; placeholder?: string }[];
  inputProps: React.ComponentProps<"input">;
  onSubmit: (values: Record<Name, string>) => void;
};

function BoundsForm<Name extends string>({ fields, inputProps, onSubmit }: BoundsProps<Name>) {
  return (
    <form
      className="mt-1 flex flex-col gap-2 border-t p-2"
      action={(data) => onSubmit(Object.fromEntries(data) as Record<Name, string>)}
    >
      <div className="flex gap-2">
        {fields.map(({ name, label, value, placeholder }) => (
          <Field key={name} label={label} htmlFor={`filter-${name}`} className="min-w-0 flex-1">
            <Input id={`filter-${name}`} name={name} defaultValue={value} placeholder={placeholder} {...inputProps} />
          </Field>
        ))}
      </div>
      <Button type="submit" size="sm" variant="primary">
        Apply
      </Button>
    </form>
  );
}

function rangeText(min: number | undefined, max: number | undefined): string | undefined {
  if (min !== undefined && max !== undefined) return `${formatConfidence(min)} to ${formatConfidence(max)}`;
  if (max !== undefined) return `up to ${formatConfidence(max)}`;
  return min === undefined ? undefined : `${formatConfidence(min)} and more`;
}
