import type { ElementBounds } from "./element-bounds";

const quote = 0x22;
const comma = 0x2c;
const openList = 0x5b;
const backslash = 0x5c;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/**
 * Counts the elements and fields of a JSON text from its bytes: an element for each list and each comma in one, a field
 * for each list, object and comma. Whether the text is JSON at all is left to the parser.
 * @throws CasebookError `too_large:elements`
 */
export function scanJson(bytes: Uint8Array, bounds: ElementBounds): void {
  const open: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) at = endOfText(bytes, at);
    else if (byte === closeList || byte === closeObject) open.pop();
    else if (byte === comma || byte === openList || byte === openObject) {
      bounds.addField();
      if (byte !== comma) open.push(byte);
      if (byte !== openObject && open.at(-1) === openList) bounds.addElement();
    }
  }
}

/** @returns the place of the closing quote of the text that opens at `at` */
function endOfText(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  while (end < bytes.length && bytes[end] !== quote) end += bytes[end] === backslash ? 2 : 1;
  return end;
}
