import { ArmName } from "@/components/branch/arm-name";
import { beyondArm } from "@/components/branch/beyond-arm";
import { ConfidenceCell, EmptyCell, TextCell, TimeCell, ValueCell } from "@/components/data-table/cells";
import { columnsOf } from "@/components/data-table/table-features";
import { LabelBadge } from "@/components/judgment/label-badge";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { Json } from "@/lib/contract/json";
import { formatValue } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import type { Decision } from "./decision";

const column = columnsOf<Decision>();

/** Columns in the order they stand; narrow screens show fewer. @param lowConfidence up to it a confidence stands out */
export const createColumns = (lowConfidence: number) =>
  column.columns([
    column.accessor("startedAt", {
      header: "Time",
      meta: { className: "w-14 @lg:w-18" },
      cell: ({ getValue }) => <TimeCell at={getValue()} />,
    }),
    column.accessor("point", {
      header: "Point",
      meta: { className: "hidden w-40 @lg:table-cell" },
      cell: ({ getValue }) => <TextCell text={getValue()} className="font-medium" />,
    }),
    column.accessor("input", {
      header: "Input",
      meta: { className: "hidden @2xl:table-cell" },
      cell: ({ getValue }) => <TextCell text={getValue()} className="text-muted" />,
    }),
    column.accessor("output", {
      header: "Answer",
      meta: { className: "@2xl:w-32" },
      cell: ({ row: { original } }) => <AnswerCell decision={original} />,
    }),
    column.accessor("confidence", {
      header: "Confidence",
      meta: { className: "w-20 @lg:w-28" },
      cell: ({ getValue }) => <ConfidenceCell confidence={getValue()} low={lowConfidence} />,
    }),
    column.accessor((decision) => decision.branches[0]?.arm ?? null, {
      id: "arm",
      header: "Arm and outcome",
      meta: { className: "hidden w-60 @5xl:table-cell" },
      cell: ({ row: { original } }) => <ArmCell decision={original} />,
    }),
    column.accessor((decision) => decision.subject?.id ?? null, {
      id: "subject",
      header: "Subject",
      meta: { className: "hidden w-24 @6xl:table-cell" },
      cell: ({ getValue }) => <TextCell text={getValue()} className="font-mono text-xs" />,
    }),
    column.accessor((decision) => decision.model.responded ?? decision.model.requested, {
      id: "model",
      header: "Model",
      meta: { className: "hidden w-36 @7xl:table-cell" },
      cell: ({ getValue }) => <TextCell text={getValue()} className="text-muted" />,
    }),
    column.accessor("version", {
      header: "Version",
      meta: { className: "hidden w-24 @min-[88rem]:table-cell" },
      cell: ({ getValue }) => <TextCell text={getValue()} className="font-mono text-muted text-xs" />,
    }),
    column.accessor("label", {
      header: "Label",
      meta: { className: "w-24 @lg:w-28" },
      cell: ({ getValue }) => {
        const label = getValue();
        return label ? <LabelBadge label={label} /> : <EmptyCell />;
      },
    }),
  ]);

/** Columns a person may hide, with their titles. */
export const hideableColumns = {
  point: "Point",
  input: "Input",
  confidence: "Confidence",
  arm: "Arm and outcome",
  subject: "Subject",
  model: "Model",
  version: "Version",
  label: "Label",
};

function AnswerCell({ decision }: { decision: Decision }) {
  if (decision.status === "error") return <Badge tone="negative">failed</Badge>;
  return (
    <>
      <ValueCell value={decision.output} className="font-medium" />
      <span className="block truncate text-2xs text-faint leading-3 @lg:hidden">{visibleText(decision.point)}</span>
    </>
  );
}

/** An arm of more characters takes the cell to itself. */
const longestArmBeside = 22;

function ArmCell({ decision: { branches, outcome } }: { decision: Decision }) {
  const [first, ...others] = branches;
  if (!first) return <span className="text-faint">no branch found</span>;
  const arm = first.arm ?? first.name;
  const hasRoom = arm.length <= longestArmBeside && outcome !== undefined && outcome !== null;
  const text = hasRoom ? outcomeText(outcome, arm) : undefined;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Badge tone="outline" className={cn("min-w-0", text ? "max-w-36 shrink-0" : "max-w-full")}>
        <ArmName name={arm} />
      </Badge>
      {others.length > 0 && <span className="shrink-0 text-faint text-xs">+{others.length}</span>}
      {text && <span className="truncate text-faint text-xs">{text}</span>}
    </span>
  );
}

/** An outcome that only repeats the arm says nothing. */
function outcomeText(outcome: Json, arm: string): string | undefined {
  const more = beyondArm(outcome, arm);
  const text = more === undefined ? arm : formatValue(more, 120);
  return text === arm ? undefined : visibleText(text);
}
