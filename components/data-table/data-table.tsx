"use client";

import { type ColumnDef, type ColumnVisibilityState, type RowData, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { cellClass, DataRow } from "./data-row";
import { SelectAll, type Selection } from "./selection";
import { features } from "./table-features";

export type DataTableProps<Row extends RowData> = {
  /** Spoken name of the table. */
  label: string;
  // biome-ignore lint/suspicious/noExplicitAny: a list of columns holds a different value type in each
  columns: ColumnDef<typeof features, Row, any>[];
  /** Stable between renders while nothing has changed. */
  rows: Row[];
  getRowId: (row: Row) => string;
  rowHeight?: number;
  columnVisibility?: ColumnVisibilityState;
  /** The row the keyboard is on (and the peek shows). */
  activeId?: string | undefined;
  onOpen?: (row: Row) => void;
  /** Focus has come to a row, by Tab or by clicking its checkbox. */
  onActivate?: (row: Row) => void;
  selection?: Selection<Row> | undefined;
  /** Rows that would follow the last one exist: called when they come into view. */
  onEndReached?: (() => void) | undefined;
  /** Shown below the last row, such as how far was searched. */
  footer?: ReactNode;
  /** Shown instead of rows when there are none. */
  empty?: ReactNode;
};

const noColumnVisibility: ColumnVisibilityState = {};

/** A virtualised table with sticky head, selection and an active row; all data work happens on the server. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rows,
    getRowId,
    rowHeight = 36,
    activeId,
    onOpen,
    onActivate,
    selection,
    onEndReached,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId,
    state: { columnVisibility: props.columnVisibility ?? noColumnVisibility },
  });
  const tableRows = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => tableRows[index]?.id ?? index,
    overscan: 12,
    initialRect: { width: 1440, height: 900 },
    scrollPaddingStart: rowHeight,
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);

  const lastShown = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastShown >= tableRows.length - 10) onEndReached?.();
  }, [lastShown, tableRows.length, onEndReached]);

  const activeIndex = activeId === undefined ? -1 : tableRows.findIndex((row) => row.id === activeId);
  useEffect(() => {
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: "auto" });
  }, [activeIndex, virtualizer]);

  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      className="@container ring-inside relative min-h-0 flex-1 overflow-auto"
    >
      <table
        aria-label={label}
        aria-rowcount={tableRows.length + 1}
        className="w-full table-fixed border-separate border-spacing-0"
      >
        <thead className="sticky top-0 z-10 bg-surface">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {selection && (
                <th scope="col" className="w-9 border-b pl-3 @lg:w-10 @lg:pl-4">
                  <SelectAll selection={selection} ids={tableRows.map((row) => row.id)} />
                </th>
              )}
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={cellClass(header.column.columnDef.meta, "caption-text h-8 border-b")}
                >
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {before > 0 && <Spacer height={before} />}
          {items.map((item) => {
            const row = tableRows[item.index];
            return (
              row && (
                <DataRow
                  key={row.id}
                  index={item.index}
                  height={rowHeight}
                  isActive={row.id === activeId}
                  {...{ row, selection, onOpen, onActivate }}
                />
              )
            );
          })}
          {after > 0 && <Spacer height={after} />}
        </tbody>
      </table>
      {tableRows.length === 0 && props.empty}
      {props.footer}
    </section>
  );
}

function Spacer({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  );
}
