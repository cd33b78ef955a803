"use client";

import { cn } from "@/components/ui/cn";
import type { BranchView } from "@/lib/contract/trace";
import { SourcePlace } from "./source-place";

/** How branches with a record of their own are read: as source, or as the list that hand-made ones have. */
export type BranchForm = "source" | "conditions";

const forms = { source: "Source", conditions: "Conditions" } satisfies Record<BranchForm, string>;

type Props = { branch: BranchView; form: BranchForm; onForm: (form: BranchForm) => void };

/** Where the code lies, and the choice between source and conditions. */
export function BranchForms({ branch, form, onForm }: Props) {
  return (
    <div className="relative z-10 flex items-center gap-3 border-line border-t px-3.5 py-1.5">
      {/* Where it does not fit, the start of the path is left out: the file's name and line say more. */}
      <span className="min-w-0 flex-1 truncate text-left text-xs [direction:rtl]">
        <bdi dir="ltr">
          <SourcePlace branch={branch} />
          {branch.commit !== null && (
            <span className="ml-2 text-faint">
              at <span className="font-mono">{branch.commit.slice(0, 10)}</span>
            </span>
          )}
        </bdi>
      </span>
      <fieldset className="flex shrink-0 rounded-md bg-active p-0.5">
        <legend className="sr-only">Show this branch as</legend>
        {Object.entries(forms).map(([name, title]) => (
          <button
            key={name}
            type="button"
            aria-pressed={form === name}
            onClick={() => onForm(name as BranchForm)}
            className={cn(
              "h-5 rounded-sm px-2 text-xs",
              form === name ? "bg-surface font-medium text-ink shadow-raised" : "text-muted hover:text-ink",
            )}
          >
            {title}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
