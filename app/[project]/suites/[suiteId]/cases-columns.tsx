import Link from "next/link";
import { EmptyCell, TextCell, TimeCell, ValueCell } from "@/components/data-table/cells";
import { columnsOf } from "@/components/data-table/table-features";
import { Badge } from "@/components/ui/badge";
import type { ListedCase } from "@/lib/contract/suite";
import { caseHref } from "./case-href";

const column = columnsOf<ListedCase>();

/** Columns of a suite's cases in the order they stand; narrow screens show fewer. */
export const createColumns = (project: string) =>
  column.columns([
    column.accessor((one) => one.label.at, {
      id: "at",
      header: "Labelled",
      meta: { className: "w-18" },
      cell: ({ getValue }) => <TimeCell at={getValue()} />,
    }),
    column.accessor("input", {
      header: "Input",
      meta: { className: "hidden @2xl:table-cell" },
      cell: ({ getValue }) => <ValueCell value={getValue()} className="text-muted" />,
    }),
    column.accessor("expected", {
      header: "Expected",
      meta: { className: "@2xl:w-44" },
      cell: ({ row: { original } }) => <ExpectedCell testCase={original} />,
    }),
    column.accessor("actual", {
      header: "Model said",
      meta: { className: "w-28" },
      cell: ({ row: { original } }) =>
        original.label.verdict === "correct" ? (
          <span className="text-positive">the same</span>
        ) : (
          <ValueCell value={original.actual} className="text-negative line-through decoration-1" />
        ),
    }),
    column.accessor("expectedArm", {
      header: "Expected arm",
      meta: { className: "hidden w-52 @4xl:table-cell" },
      cell: ({ getValue }) =>
        getValue() === null ? (
          <span className="text-faint italic">not known</span>
        ) : (
          <TextCell text={getValue()} className="font-mono text-xs" />
        ),
    }),
    column.accessor("actualArm", {
      header: "Arm taken",
      meta: { className: "hidden w-52 @6xl:table-cell" },
      cell: ({ getValue }) => <TextCell text={getValue()} className="font-mono text-muted text-xs" />,
    }),
    column.accessor((one) => one.label.author, {
      id: "author",
      header: "By",
      meta: { className: "hidden w-24 @5xl:table-cell" },
      cell: ({ getValue }) => <TextCell text={getValue()} className="text-muted" />,
    }),
    column.accessor((one) => one.source.version, {
      id: "version",
      header: "Version",
      meta: { className: "hidden w-20 @7xl:table-cell" },
      cell: ({ getValue }) => (getValue() === null ? <EmptyCell /> : <TextCell text={getValue()} />),
    }),
    column.display({
      id: "decision",
      header: "Decision",
      meta: { className: "w-20" },
      cell: ({ row: { original } }) => (
        <Link href={caseHref(project, original)} prefetch={false} className="relative z-10 text-accent hover:underline">
          Timeline
        </Link>
      ),
    }),
  ]);

function ExpectedCell({ testCase }: { testCase: ListedCase }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <ValueCell value={testCase.expected} className="min-w-0 truncate font-medium" />
      {testCase.state === "draft" && <Badge tone="caution">draft</Badge>}
      {testCase.isConflict && <Badge tone="negative">conflict</Badge>}
    </span>
  );
}
