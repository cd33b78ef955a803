import { machines } from "./types.ts";

const known = new Set(machines.flatMap((machine) => parts(machine)));

/**
 * Four-letter pieces of a text that also occur in some machine's name: a name is recognised with a typo in it or run
 * together, and what the order is about otherwise does not drown it. The word in front stands for the text itself.
 */
export function nameParts(text: string): string[] {
  return ["[text]", ...parts(text).filter((part) => known.has(part))];
}

function parts(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  return words.flatMap((word) => {
    const padded = ` ${word} `;
    return Array.from({ length: Math.max(padded.length - 3, 1) }, (_, index) => padded.slice(index, index + 4));
  });
}
