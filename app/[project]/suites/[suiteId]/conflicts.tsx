import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import type { CaseItem } from "@/lib/contract/case";
import { formatNoun, formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { caseHref } from "./case-href";

type Props = { project: string; groups: CaseItem[][]; total: number };

/** Equal inputs of which different answers are expected: no model can pass both. */
export function Conflicts({ project, groups, total }: Props) {
  if (groups.length === 0) {
    return (
      <EmptyState title="No conflicts">
        <p>No two cases expect different answers of the same input.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <p className="px-4 py-3 text-muted md:px-5">
        {formatNoun(total, "input")} with different expectations: no model can pass all of these cases. Open the
        decisions and take back the label that is wrong.
        {total > groups.length && ` The first ${groups.length} are shown.`}
      </p>
      <ul className="flex flex-col gap-3 px-4 pb-6 md:px-5">
        {groups.map((group) => (
          <li key={group[0]?.id} className="rounded-lg border border-line">
            <p className="border-line border-b px-4 py-2.5 [overflow-wrap:anywhere]">
              {visibleText(formatValue(group[0]?.input, 400))}
            </p>
            <ul>
              {group.slice(0, 20).map((testCase) => (
                <ConflictingCase key={testCase.id} project={project} testCase={testCase} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

function ConflictingCase({ project, testCase }: { project: string; testCase: CaseItem }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 px-4 py-1.5">
      <span className="font-medium">{visibleText(formatValue(testCase.expected, 120))}</span>
      <span className="text-muted text-xs">
        by {visibleText(testCase.label.author)}
        {testCase.label.note && `: ${visibleText(testCase.label.note.slice(0, 200))}`}
      </span>
      <Link href={caseHref(project, testCase)} prefetch={false} className="ml-auto text-accent text-xs hover:underline">
        Timeline
      </Link>
    </li>
  );
}
