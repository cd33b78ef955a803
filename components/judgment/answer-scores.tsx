import { Bar } from "@/components/ui/bar";
import { cn } from "@/components/ui/cn";
import { formatConfidence, formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";

type Props = { confidence: number | null; scores: { [answer: string]: number } | null; answer: string | undefined };

const shownScores = 4;

/** How sure the judgment was: its confidence, and the answers it weighed as small bars. */
export function AnswerScores({ confidence, scores, answer }: Props) {
  const ranked = Object.entries(scores ?? {}).sort((a, b) => b[1] - a[1]);
  if (ranked.length === 0) return confidence === null ? null : <ConfidenceRow confidence={confidence} />;
  const isShare = ranked.every(([, score]) => score >= 0 && score <= 1);
  const largest = Math.max(...ranked.map(([, score]) => Math.abs(score)), Number.MIN_VALUE);
  return (
    <ul aria-label="Scores" className="flex flex-col gap-1">
      {ranked.slice(0, shownScores).map(([name, score]) => (
        <li key={name} className="flex items-center gap-2 text-xs">
          <span className={cn("w-32 truncate", name === answer ? "font-medium text-ink" : "text-muted")}>
            {visibleText(name)}
          </span>
          <Bar
            className="flex-1"
            parts={[
              {
                share: isShare ? score : Math.abs(score) / largest,
                tone: name === answer ? "accent" : "neutral",
              },
            ]}
          />
          <span className="w-12 text-right text-muted">{formatConfidence(score)}</span>
        </li>
      ))}
      {ranked.length > shownScores && (
        <li className="text-faint text-xs">and {formatNoun(ranked.length - shownScores, "answer")} scored lower</li>
      )}
    </ul>
  );
}

function ConfidenceRow({ confidence }: { confidence: number }) {
  return (
    <div className="flex items-center gap-2 text-xs">
      <span className="w-32 text-muted">confidence</span>
      <Bar className="flex-1" parts={[{ share: confidence, tone: confidence < 0.7 ? "caution" : "accent" }]} />
      <span className="w-12 text-right text-muted">{formatConfidence(confidence)}</span>
    </div>
  );
}
