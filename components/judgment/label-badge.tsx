import { Check, CircleHelp, Swords, X } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { CurrentLabel } from "@/lib/contract/label";
import { formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";

const looks = {
  correct: { tone: "positive", icon: Check },
  incorrect: { tone: "negative", icon: X },
  unsure: { tone: "caution", icon: CircleHelp },
  disputed: { tone: "caution", icon: Swords },
} as const;

/** The current label in a word: for a correction, the answer that was expected. */
export function LabelBadge({ label }: { label: CurrentLabel }) {
  const { tone, icon: Icon } = looks[label.verdict];
  const isCorrection = label.verdict === "incorrect" && label.expected !== null;
  return (
    <Badge tone={tone} title={label.author ? `by ${label.author}` : undefined}>
      <Icon aria-hidden />
      {isCorrection && <span className="sr-only">incorrect, should be </span>}
      <span className="truncate">{isCorrection ? visibleText(formatValue(label.expected, 80)) : label.verdict}</span>
    </Badge>
  );
}
