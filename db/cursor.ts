import { CasebookError } from "../lib/errors";

/** Packs the sort values of a list's last row into the opaque `cursor` of design.md §7. */
export function encodeCursor(values: (number | string | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** Reads a cursor back. @throws CasebookError `invalid:cursor` when it was not made by `encodeCursor` for this list */
export function decodeCursor(cursor: string, length: number): (number | string | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(values) && values.length === length && values.every(isSortValue)) return values;
  } catch {
    // falls through: whatever was wrong, the answer is the same
  }
  throw new CasebookError("invalid:cursor", "This cursor does not belong to this list; start again without it.", {
    field: "cursor",
  });
}

const isSortValue = (value: unknown): value is number | string | null =>
  value === null || typeof value === "number" || typeof value === "string";
