"use client";

import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

type Props = Omit<ComponentProps<"input">, "type" | "onChange" | "checked"> & {
  checked: boolean | "some";
  onCheckedChange?: (checked: boolean) => void;
};

/** A native checkbox with our looks; `"some"` shows a dash. */
export function Checkbox({ checked, onCheckedChange, className, ...props }: Props) {
  return (
    <span className={cn("relative inline-flex size-3.5", className)}>
      <input
        type="checkbox"
        ref={(input) => {
          if (input) input.indeterminate = checked === "some";
        }}
        checked={checked === true}
        onChange={(event) => onCheckedChange?.(event.target.checked)}
        className="peer size-3.5 cursor-pointer appearance-none rounded-[3px] border border-line-strong bg-surface hover:border-faint checked:border-accent-fill checked:bg-accent-fill indeterminate:border-accent-fill indeterminate:bg-accent-fill"
        {...props}
      />
      {checked !== false && (
        <span aria-hidden className="pointer-events-none absolute inset-0 grid place-items-center text-accent-ink">
          {checked === "some" ? <Minus className="size-3" /> : <Check className="size-3" strokeWidth={3} />}
        </span>
      )}
    </span>
  );
}
