import Link from "next/link";
import { LabelBadge } from "@/components/judgment/label-badge";
import { Time } from "@/components/ui/time";
import type { JudgmentItem } from "@/lib/contract/judgment";
import { formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { decisionsHref } from "./decisions-href";

/** What people corrected last: the model's answer, and theirs. */
export function NewestCorrections({ project, judgments }: { project: string; judgments: JudgmentItem[] }) {
  return (
    <section aria-label="Newest corrections">
      <h2 className="mb-1 font-semibold">Newest corrections</h2>
      {judgments.length === 0 ? (
        <p className="border-t py-3 text-muted">
          Nobody has corrected a decision yet. Open one and choose the right answer.
        </p>
      ) : (
        <ul className="border-t">
          {judgments.map((judgment) => (
            <li key={judgment.id} className="border-b">
              <Link href={decisionsHref(project, {}, judgment.id)} className="group block px-1 py-2 hover:bg-hover">
                <span className="flex items-center gap-2">
                  <span className="min-w-0 truncate font-medium group-hover:text-accent">
                    {visibleText(formatValue(judgment.output, 60))}
                  </span>
                  {judgment.label && <LabelBadge label={judgment.label} />}
                  {judgment.label && <Time at={judgment.label.at} className="ml-auto shrink-0 text-faint text-xs" />}
                </span>
                <span className="block truncate text-faint text-xs">
                  {visibleText(judgment.point)} · {visibleText(judgment.input)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
