import type { Json } from "../contract/json";
import type { SourceText } from "./source-text";

const declaration =
  /^(?:export[ \t]+)?const[ \t]+([\p{ID_Start}_$][\p{ID_Continue}$]*)[ \t]*(?::[ \t]*[\w<>"'| ]+)?=[ \t]*/gmu;
const literal =
  /(-?\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?|true|false|null|"[^"\\\n]*"|'[^'\\\n]*')(?:[ \t]+as const)?[ \t]*(?:;|(?=\r?\n(?![ \t]*[.[(?+*/%<>=!&|^,-]))|$)/iy;
const maxConstants = 1_000;

const known = new WeakMap<SourceText, Map<string, Json>>();

/** Constants of a module whose whole value is a literal: `const refundDays = 30`. They are the same in every run. */
export function moduleConstants(text: SourceText): Map<string, Json> {
  const found = known.get(text) ?? findConstants(text);
  known.set(text, found);
  return found;
}

function findConstants({ source, code }: SourceText): Map<string, Json> {
  const constants = new Map<string, Json>();
  const seen = new Set<string>();
  for (const match of code.matchAll(declaration)) {
    const [whole, name = ""] = match;
    // Twice at the start of a line: one of them is not the module's.
    if (seen.has(name)) constants.delete(name);
    else if (constants.size < maxConstants) {
      const value = readLiteral(source, match.index + whole.length);
      if (value !== undefined) constants.set(name, value);
    }
    seen.add(name);
  }
  return constants;
}

function readLiteral(source: string, at: number): Json | undefined {
  literal.lastIndex = at;
  const text = literal.exec(source)?.[1];
  if (text === undefined) return undefined;
  if (/^["']/.test(text)) return text.slice(1, -1);
  if (/^[-\d]/.test(text)) return Number(text.replaceAll("_", ""));
  return text === "null" ? null : text === "true";
}
