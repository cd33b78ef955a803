import { createHighlighterCore, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import javascript from "shiki/langs/javascript.mjs";
import jsx from "shiki/langs/jsx.mjs";
import tsx from "shiki/langs/tsx.mjs";
import typescript from "shiki/langs/typescript.mjs";
import type { SiteTable } from "../contract/sites";
import { type CodeLine, type CodeToken, cutLine, maxColumns, plainLine } from "./code-line";
import { kindOfColor, kindTheme } from "./theme";

type Language = SiteTable["language"];

const grammars = { ts: "typescript", tsx: "tsx", js: "javascript", jsx: "jsx" } satisfies Record<Language, string>;

/** Source up to this many characters is coloured: some 400 of them take a millisecond of the thread that serves pages. */
const maxColoured = 64 * 1024;
/** A line that takes longer keeps the rest of its text without colours. */
const maxLineTimeMs = 250;

/** Files that were coloured last, by language and text: one file is behind every trace of its workflow. */
const recent = new Map<string, Promise<CodeLine[]>>();
const maxRecent = 24;

let starting: Promise<HighlighterCore> | undefined;

/** One highlighter for the process; made at the first use, as grammars take a moment to load. */
function startHighlighter(): Promise<HighlighterCore> {
  starting ??= createHighlighterCore({
    engine: createJavaScriptRegexEngine({ forgiving: true }),
    langs: [typescript, tsx, javascript, jsx],
    themes: [kindTheme],
  });
  return starting;
}

/**
 * Splits source into lines with a kind for each stretch. Never fails for what the source says: what is too long to
 * colour comes without colours, and lines are cut at `maxColumns`.
 * @returns one entry for each line, in order; `\r\n` counts as one line end, `\r`, U+2028 and U+2029 as others
 */
export async function highlight(source: string, language: Language): Promise<CodeLine[]> {
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  if (source.length > maxColoured) return lines.map(plainLine);
  const key = `${language} ${source}`;
  const known = recent.get(key) ?? colour(lines, language);
  recent.delete(key);
  recent.set(key, known);
  for (const oldest of recent.keys()) {
    if (recent.size <= maxRecent) break;
    recent.delete(oldest);
  }
  return known;
}

async function colour(lines: string[], language: Language): Promise<CodeLine[]> {
  const highlighter = await startHighlighter();
  warmUp(highlighter, language);
  const coloured = highlighter.codeToTokensBase(lines.join("\n"), {
    lang: grammars[language],
    theme: "kinds",
    tokenizeMaxLineLength: maxColumns * 4,
    tokenizeTimeLimit: maxLineTimeMs,
  });
  return coloured.map((tokens) =>
    cutLine(joinKinds(tokens.map(({ content, color }) => [content, kindOfColor(color)]))),
  );
}

const warm = new Set<Language>();
const sample = [
  "/** Why. */ import { a as b, type C } from 'd'; // so",
  "export async function* e<T extends F = G>(this: H, { i = 1, ...j }: K, l?: string): Promise<M[]> {",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template literal for the grammar to read
  "  const n = new O(`p ${q.r?.[s] ?? t!}`), u = /v+/giu.test(w) ? -0x1fn : 2.5e3; let x: y | null = undefined;",
  '  if (typeof z === "a" && !(b instanceof C)) return { d, [e]: f as const, g() {}, get h() { return this; } };',
  "  for (const i of await j) switch (k) { case 'l': continue; default: throw new Error(\"m\"); }",
  "  while (n-- > 0 || o) { try { yield* p; } catch { break; } finally { delete q.r; } } do s ||= (t) => t; while (u);",
  "}",
  "@v class W<X> extends Y implements Z { static #a = 1; private readonly b?: number; constructor() { super(); } }",
  "interface C { d: E; } type F<G> = G extends infer H ? keyof H : never; enum I { J } namespace K {} <T,>(l: T) => l;",
].join("\n");

/** A grammar's patterns are made when they are first needed, which would count as time of the line that needs them. */
function warmUp(highlighter: HighlighterCore, language: Language): void {
  if (warm.has(language)) return;
  warm.add(language);
  highlighter.codeToTokensBase(sample, { lang: grammars[language], theme: "kinds", tokenizeTimeLimit: 0 });
}

/** Joins neighbours of one kind; blanks take the kind of what stands before them. */
function joinKinds(tokens: CodeToken[]): CodeToken[] {
  const joined: CodeToken[] = [];
  for (const [text, kind] of tokens) {
    const last = joined.at(-1);
    if (last && (last[1] === kind || text.trim() === "")) last[0] += text;
    else joined.push([text, kind]);
  }
  return joined;
}
