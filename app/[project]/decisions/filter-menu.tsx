"use client";

import { Check, ChevronDown, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";

export type MenuOption = { value: string; title?: string; detail?: string; count?: number };

type Props = {
  label: string;
  value: string | undefined;
  /** How the value reads on the button. */
  valueTitle?: string | undefined;
  onChange: (value: string | undefined) => void;
  /** Asked when the menu opens. */
  loadOptions: () => Promise<MenuOption[]> | MenuOption[];
};

/** One filter as a button: opens its values to choose from, and takes the filter back by its cross. */
export function FilterMenu({ label, value, valueTitle, onChange, loadOptions }: Props) {
  const [isOpen, setOpen] = useState(false);
  const choose = (next: string | undefined) => {
    setOpen(false);
    onChange(next);
  };
  return (
    <FilterButton label={label} value={valueTitle ?? value} onClear={() => onChange(undefined)}>
      {(trigger) => (
        <Popover trigger={trigger} label={`${label} filter`} open={isOpen} onOpenChange={setOpen} className="w-64">
          <OptionList label={label} value={value} loadOptions={loadOptions} onChoose={choose} />
        </Popover>
      )}
    </FilterButton>
  );
}

/** The button of a filter, with its cross once it is set. */
export function FilterButton({
  label,
  value,
  onClear,
  children,
}: {
  label: string;
  value: string | undefined;
  onClear: () => void;
  children: (trigger: React.ReactNode) => React.ReactNode;
}) {
  const isSet = value !== undefined;
  return (
    <span className={cn("inline-flex shrink-0", isSet && "max-md:-order-1")}>
      {children(
        <Button
          size="sm"
          className={cn(
            "max-w-64",
            isSet && "rounded-r-none border-accent-line bg-accent-soft text-accent hover:bg-accent-soft",
          )}
        >
          <span className={cn(isSet ? "opacity-85" : "text-muted")}>{label}</span>
          {isSet && <span className="truncate">{visibleText(value)}</span>}
          {!isSet && <ChevronDown aria-hidden className="text-faint" />}
        </Button>,
      )}
      {isSet && (
        <Button
          size="sm"
          aria-label={`Clear ${label.toLowerCase()} filter`}
          className="w-6 rounded-l-none border-accent-line border-l-0 bg-accent-soft px-0 text-accent hover:bg-accent-soft"
          onClick={onClear}
        >
          <X />
        </Button>
      )}
    </span>
  );
}

type ListProps = Pick<Props, "label" | "value" | "loadOptions"> & { onChoose: (value: string | undefined) => void };

function OptionList({ label, value, loadOptions, onChoose }: ListProps) {
  const [options, setOptions] = useState<MenuOption[]>();
  const [words, setWords] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the menu opens
  useEffect(() => {
    let isHere = true;
    Promise.resolve(loadOptions()).then((list) => isHere && setOptions(list));
    return () => {
      isHere = false;
    };
  }, []);
  const shown = options?.filter((option) => nameOf(option).toLowerCase().includes(words.toLowerCase()));
  return (
    <div data-options>
      <div className="border-b p-1.5">
        <Input
          aria-label={`Find ${label.toLowerCase()}`}
          placeholder={`Find ${label.toLowerCase()}`}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            const [first] = shown ?? [];
            if (event.key === "Enter" && first) onChoose(first.value);
            else moveFocus(event);
          }}
          className="h-7 border-transparent bg-transparent shadow-none hover:border-transparent"
        />
      </div>
      <div
        role="listbox"
        tabIndex={-1}
        onKeyDown={moveFocus}
        aria-label={label}
        aria-busy={options === undefined}
        className="max-h-72 overflow-y-auto p-1"
      >
        {options === undefined && <Skeleton className="m-2 h-4" />}
        {shown?.map((option) => (
          <button
            key={option.value}
            type="button"
            role="option"
            aria-selected={option.value === value}
            onClick={() => onChoose(option.value === value ? undefined : option.value)}
            className="ring-inside flex min-h-7 w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-active focus-visible:bg-active"
          >
            <span className="min-w-0 flex-1 truncate">{visibleText(nameOf(option))}</span>
            {option.detail && (
              <span className="max-w-28 truncate text-faint text-xs">{visibleText(option.detail)}</span>
            )}
            {option.count !== undefined && <span className="text-faint text-xs">{formatCount(option.count)}</span>}
            {option.value === value && <Check aria-hidden className="size-3.5 text-accent" />}
          </button>
        ))}
      </div>
      {shown?.length === 0 && <p className="px-3 pb-3 text-faint text-xs">Nothing by that name</p>}
    </div>
  );
}

const nameOf = ({ title, value }: MenuOption) => title ?? value;

/** Arrow keys walk from the input through the options. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const items = [
    ...(event.currentTarget.closest("[data-options]")?.querySelectorAll<HTMLElement>("input, [role=option]") ?? []),
  ];
  items[items.indexOf(document.activeElement as HTMLElement) + step]?.focus();
}
