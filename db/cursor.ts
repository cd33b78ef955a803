import { CasebookError } from "../lib/errors";

const cursorValues = { whole: Number.isSafeInteger, number: Number.isFinite };
type CursorValue = keyof typeof cursorValues;

/** Packs the sort values of a list's last row into the opaque `cursor` of design.md §7. */
export function encodeCursor(values: number[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/**
 * Reads a cursor back.
 * @param kinds what each of its values is: a `whole` number, or any `number`
 * @throws CasebookError `invalid:cursor` when it was not made by `encodeCursor` for this list
 */
export function decodeCursor<const Kinds extends readonly CursorValue[]>(
  cursor: string,
  kinds: Kinds,
): { -readonly [At in keyof Kinds]: number } {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (isCursorOf(values, kinds)) return values;
  } catch {
    // falls through: whatever was wrong, the answer is the same
  }
  throw new CasebookError("invalid:cursor", "This cursor does not belong to this list; start again without it.", {
    field: "cursor",
  });
}

function isCursorOf<Kinds extends readonly CursorValue[]>(
  values: unknown,
  kinds: Kinds,
): values is { -readonly [At in keyof Kinds]: number } {
  if (!Array.isArray(values) || values.length !== kinds.length) return false;
  return kinds.every((kind, at) => cursorValues[kind](values[at]));
}
