"use client";

import { Checkbox } from "../ui/checkbox";

/** Which rows are selected, by row id; `labelOf` names a row aloud. */
export type Selection<Row> = {
  ids: Set<string>;
  onChange: (ids: Set<string>) => void;
  labelOf: (row: Row) => string;
};

/** The head's checkbox: selects every row that has been loaded. */
export function SelectAll<Row>({ selection, ids }: { selection: Selection<Row>; ids: string[] }) {
  const count = ids.filter((id) => selection.ids.has(id)).length;
  return (
    <Checkbox
      aria-label="Select all loaded rows"
      checked={count > 0 && (count === ids.length || "some")}
      onCheckedChange={(checked) => selection.onChange(toggled(selection.ids, ids, checked))}
      className="flex"
    />
  );
}

export function SelectRow<Row>({ selection, id, row }: { selection: Selection<Row>; id: string; row: Row }) {
  return (
    <Checkbox
      aria-label={`Select ${selection.labelOf(row)}`}
      checked={selection.ids.has(id)}
      onCheckedChange={(checked) => selection.onChange(toggled(selection.ids, [id], checked))}
      className="flex"
    />
  );
}

function toggled(ids: Set<string>, changed: string[], isSelected: boolean): Set<string> {
  const next = new Set(ids);
  for (const id of changed) {
    if (isSelected) next.add(id);
    else next.delete(id);
  }
  return next;
}
