import { Time } from "@/components/ui/time";
import type { LabelEvent } from "@/lib/contract/label";
import { formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";

const words = {
  correct: "confirmed",
  incorrect: "corrected to",
  unsure: "is unsure",
  withdrawn: "took their label back",
};

/** Who said what and when, newest first. */
export function LabelHistory({ history }: { history: LabelEvent[] }) {
  if (history.length === 0) return null;
  return (
    <section aria-label="Label history" className="border-line border-t px-4 py-3">
      <h3 className="caption-text mb-1.5">History</h3>
      <ol className="flex flex-col gap-1.5">
        {history.toReversed().map((event) => (
          <li key={event.id} className="text-muted text-xs">
            <div className="flex items-baseline gap-1.5">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <span className="font-medium text-ink">{visibleText(event.author)}</span> {words[event.verdict]}
                {event.verdict === "incorrect" && (
                  <span className="font-medium text-ink"> {visibleText(formatValue(event.expected, 120))}</span>
                )}
                {event.expectedArm !== null && (
                  <>
                    , arm <span className="font-mono">{visibleText(event.expectedArm)}</span>
                  </>
                )}
              </span>
              <Time at={event.at} className="ml-auto shrink-0 text-faint" />
            </div>
            {event.note && (
              <p className="mt-0.5 whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">{visibleText(event.note)}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
