import { ArrowRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatConfidence, formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import type { PreviewRow } from "./preview-samples";

type Props = { rows: PreviewRow[]; error: string | undefined; isChanged: boolean };

/** The newest decisions as they read now, and as they would under the settings in the form. */
export function PointPreview({ rows, error, isChanged }: Props) {
  const changed = rows.filter((row) => row.isChanged).length;
  return (
    <section aria-label="Preview" className="min-w-0">
      <header className="mb-2 flex items-baseline gap-2">
        <h2 className="font-semibold text-base">On the last {rows.length} decisions</h2>
        <p aria-live="polite" className="text-muted">
          {error ? <span className="text-negative">{error}</span> : isChanged ? summary(changed) : "as they read now"}
        </p>
      </header>
      {rows.length === 0 ? (
        <p className="text-faint">No decision has been made here yet.</p>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {rows.map((row) => (
            <li key={row.id} className="flex items-center gap-3 py-1.5 max-sm:flex-col max-sm:items-start">
              <span className="w-full min-w-0 flex-1 truncate text-muted">{visibleText(row.input)}</span>
              <span className="flex w-full min-w-0 items-center gap-2 sm:w-1/2">
                <AnswerText {...row.before} isOld={isChanged && row.isChanged} />
                {isChanged && row.isChanged && (
                  <>
                    <ArrowRight aria-label="would become" className="size-3.5 shrink-0 text-faint" />
                    <AnswerText {...row.after} isOld={false} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const summary = (changed: number) =>
  changed === 0 ? "none would change" : changed === 1 ? "1 would change" : `${changed} would change`;

function AnswerText({ output, confidence, isOld }: PreviewRow["before"] & { isOld: boolean }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className={cn("min-w-0 truncate", isOld ? "text-faint line-through" : "font-medium")}>
        {visibleText(formatValue(output, 160))}
      </span>
      {confidence !== null && <Badge tone="outline">{formatConfidence(confidence)}</Badge>}
    </span>
  );
}
