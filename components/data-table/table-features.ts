import { columnVisibilityFeature, createColumnHelper, type RowData, tableFeatures } from "@tanstack/react-table";

/** How a column sits in the table; `className` gives its width, and by container queries the widths of table it shows at. */
export type ColumnLook = { className?: string; align?: "start" | "end" };

/** The parts of TanStack Table our tables use; server-side work (filter, sort, page) needs none of its models. */
export const features = tableFeatures({ columnVisibilityFeature, columnMeta: {} as ColumnLook });

/** Column helper of a row type: `const column = columnsOf<JudgmentItem>()`. */
export const columnsOf = <Row extends RowData>() => createColumnHelper<typeof features, Row>();
