import { parseSync } from "oxc-parser";
import { walk } from "oxc-walker";
import { check, type Way } from "./check";
import type { Program } from "./generate/program";

type Range = { start: number; end: number };
/** One way of making a source smaller: text that takes the place of a range. */
type Cut = Range & { text: string };

/**
 * Makes a failing program smaller while it goes on failing in the same way of running it: takes out statements and
 * members, puts an expression's parts in its place.
 * @param patienceMs stops looking after that time
 */
export async function shrink(
  program: Program,
  way: string,
  { ways, patienceMs }: { ways: readonly Way[]; patienceMs: number },
): Promise<Program> {
  const until = performance.now() + patienceMs;
  let smallest = program;
  for (let found: Program | undefined = program; found && performance.now() < until; ) {
    smallest = found;
    found = await smaller(smallest, way, { ways, until });
  }
  return smallest;
}

async function smaller(
  program: Program,
  way: string,
  { ways, until }: { ways: readonly Way[]; until: number },
): Promise<Program | undefined> {
  for (const { start, end, text } of cuts(program)) {
    if (performance.now() > until) return undefined;
    const source = program.source.slice(0, start) + text + program.source.slice(end);
    const candidate = { ...program, source };
    const verdict = await check(candidate, ways);
    if (verdict.is === "different" && verdict.way === way) return candidate;
  }
  return undefined;
}

/** All cuts of a source, those that take most out first. */
function cuts(program: Program): Cut[] {
  const { source, language, file } = program;
  const lang = language === "js" ? "jsx" : language;
  const parsed = parseSync(file, source, { lang, sourceType: file.endsWith(".cjs") ? "commonjs" : "module" });
  if (parsed.errors.length > 0) return [];
  const found: Cut[] = [];
  walk(parsed.program, {
    enter(node, parent, { key }) {
      // What keeps a loop finite stays.
      if (isHead(parent?.type, key)) return this.skip();
      for (const [name, value] of Object.entries(node)) {
        if (Array.isArray(value) && removable.has(name)) found.push(...listCuts(value.filter(Boolean)));
      }
      if (statements.test(node.type))
        found.push({ start: node.start, end: node.end, text: ";" }, ...innerCuts(node, source));
      else if (expressions.test(node.type) && key !== "left" && key !== "id")
        found.push(...innerCuts(node, source), ...plainCuts(node, source));
    },
  });
  const length = ({ start, end, text }: Cut) => end - start - text.length;
  return found.filter((cut) => length(cut) > 0).sort((a, b) => length(b) - length(a));
}

const removable = new Set([
  "body",
  "params",
  "arguments",
  "elements",
  "properties",
  "expressions",
  "declarations",
  "cases",
  "consequent",
]);
const statements = /(Statement|Declaration)$/;
const expressions = /(Expression|Literal)$/;

function isHead(parent: string | undefined, key: string | number | symbol | null | undefined): boolean {
  if (parent === "WhileStatement" || parent === "DoWhileStatement") return key === "test";
  return parent === "ForStatement" && key !== "body";
}

/** Whole stretches of a list, then single items, each with the separator behind it. */
function listCuts(items: Range[]): Cut[] {
  const found: Cut[] = [];
  for (let size = items.length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at + size <= items.length; at += size) {
      const [first, last, next] = [items[at], items[at + size - 1], items[at + size]];
      if (first && last) found.push({ start: first.start, end: next?.start ?? last.end, text: "" });
      const before = items[at - 1];
      if (before && last && !next) found.push({ start: before.end, end: last.end, text: "" });
    }
  }
  return found;
}

/** The node's own parts in its place. */
function innerCuts(node: Range, source: string): Cut[] {
  const parts = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return parts.flatMap((part: (Partial<Range> & { type?: string }) | null) =>
    part && typeof part === "object" && typeof part.start === "number" && typeof part.end === "number" && part.type
      ? [{ start: node.start, end: node.end, text: source.slice(part.start, part.end) }]
      : [],
  );
}

function plainCuts(node: Range, source: string): Cut[] {
  if (node.end - node.start <= 1 || source.slice(node.start, node.end).startsWith("T()")) return [];
  return [{ start: node.start, end: node.end, text: "0" }];
}
