"use client";

import { FlexRender, type RowData, type Row as TableRow } from "@tanstack/react-table";
import { cn } from "../ui/cn";
import { type Selection, SelectRow } from "./selection";
import type { ColumnLook, features } from "./table-features";

type Props<Row extends RowData> = {
  row: TableRow<typeof features, Row>;
  /** Place in the whole table, from 0. */
  index: number;
  height: number;
  isActive: boolean;
  selection: Selection<Row> | undefined;
  onOpen: ((row: Row) => void) | undefined;
  onActivate: ((row: Row) => void) | undefined;
};

/** One row: a click opens it, unless it hits something that has a use of its own. */
export function DataRow<Row extends RowData>({
  row,
  index,
  height,
  isActive,
  selection,
  onOpen,
  onActivate,
}: Props<Row>) {
  const isSelected = selection?.ids.has(row.id) ?? false;
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={selection ? isSelected : undefined}
      data-active={isActive || undefined}
      onFocus={() => onActivate?.(row.original)}
      onClick={(event) => {
        if (!(event.target as Element).closest("a, button, input, label")) onOpen?.(row.original);
      }}
      style={{ height }}
      className={cn(
        onOpen && "cursor-pointer hover:bg-hover",
        isSelected && "bg-selected hover:bg-selected",
        "data-active:bg-selected data-active:shadow-[inset_2px_0_0_var(--color-accent)]",
      )}
    >
      {selection && (
        <td className="w-9 border-b pl-3 align-middle @lg:w-10 @lg:pl-4">
          <SelectRow selection={selection} id={row.id} row={row.original} />
        </td>
      )}
      {row.getVisibleCells().map((cell) => (
        <td key={cell.id} className={cellClass(cell.column.columnDef.meta, "border-b align-middle")}>
          <FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  );
}

/** Classes of a cell of a column, in the head or in the body. */
export function cellClass(look: ColumnLook | undefined, more: string): string {
  return cn("truncate px-2 text-left @lg:px-3", more, look?.align === "end" && "text-right", look?.className);
}
