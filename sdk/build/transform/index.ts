import MagicString, { type SourceMap } from "magic-string";
import type { SiteTable } from "../../../lib/contract/sites";
import type { NodeOf } from "./ast";
import { decisionHandlers } from "./decisions";
import { sha256Of } from "./digest";
import { Edits } from "./edits";
import { linkHandlers } from "./emit-links";
import { exitHandlers } from "./exits";
import { functionHandlers } from "./functions";
import { type Handlers, Instrument } from "./instrument";
import { loopHandlers } from "./loops";
import { directives, findMarks } from "./marking";
import { operandHandlers } from "./operands";
import { type Language, languageOf, parse } from "./parse";
import { Positions } from "./positions";
import { chooseNames, prelude } from "./prelude";
import { Scopes } from "./scopes";
import { switchHandlers } from "./switches";
import { TableBuilder } from "./table";

export type TransformOptions = {
  /** Path from the source root, with forward slashes: how the file is called in the site table. */
  file: string;
  /** By the file's ending when left out. */
  language?: Language;
  /** Audit every function, marked or not. */
  everything?: boolean;
  /** Of code that was compiled already: its own map back to what the author wrote. */
  inputMap?: InputMap | undefined;
};

/** A source map, as version 3 has it. */
export type InputMap = {
  version: number;
  sources: (string | null)[];
  names: string[];
  mappings: string;
  sourcesContent?: (string | null)[];
};

export type Warning = { file: string; line: number; message: string };

export type Transformed = {
  code: string;
  /** From the code to the source. */
  map: SourceMap;
  table: SiteTable;
  /** The table as it is sent, and its digest. */
  tableText: string;
  sha256: string;
  warnings: Warning[];
};

/** One entry per family of constructs; what has none is only walked through. */
const handlers: Handlers = {
  ...functionHandlers,
  ...operandHandlers,
  ...decisionHandlers,
  ...switchHandlers,
  ...loopHandlers,
  ...exitHandlers,
  ...linkHandlers,
};

/**
 * Instruments what a source file marks as audited: it only wraps expressions in helper calls and adds helper
 * statements, on the lines that are there. What the program does stays the same to the letter.
 * @returns undefined where nothing is marked
 */
export function transform(source: string, options: TransformOptions): Transformed | undefined {
  const language = options.language ?? languageOf(options.file);
  const parsed = parse(source, options.file, language);
  if ("error" in parsed) return undefined;
  const warnings: Warning[] = [];
  const positions = new Positions(source);
  const scopes = new Scopes(parsed.program);
  const marks = findMarks(parsed.program, scopes, options.everything ?? false);
  if (marks.roots.size === 0) return undefined;
  const edits = new Edits();
  const table = new TableBuilder(positions);
  const names = chooseNames(source);
  const warn = (message: string, offset: number) =>
    void warnings.push({ file: options.file, line: positions.at(offset).line, message });
  const instrument = new Instrument({ source, scopes, marks, edits, table, names, handlers, warn });
  instrument.children(parsed.program);
  const built = table.build({ file: options.file, language, source });
  const tableText = JSON.stringify(built);
  const sha256 = sha256Of(tableText);
  const repeated = table.repeated.map((isRepeated) => (isRepeated ? "1" : "0")).join("");
  const text = new MagicString(source);
  for (const { offset, text: added } of edits.list()) text.appendLeft(offset, added);
  text.appendRight(preludeOffset(parsed.program), `;${prelude(names, { sha256, tableText, repeated, flow: "" })}`);
  const map = text.generateMap({ source: options.file, includeContent: true, hires: "boundary" });
  return { code: text.toString(), map, table: built, tableText, sha256, warnings };
}

/** Behind the directives and the `#!` line, on the line where the code starts. */
function preludeOffset(program: NodeOf<"Program">): number {
  const last = directives(program.body).at(-1);
  if (last) return last.end;
  return program.body[0]?.start ?? program.end;
}
