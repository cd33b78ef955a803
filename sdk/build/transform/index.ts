import type { SourceMap } from "magic-string";
import type { SiteTable } from "../../../lib/contract/sites";
import type { NodeOf } from "./ast";
import { decisionHandlers } from "./decisions";
import { sha256Of } from "./digest";
import { Edits } from "./edits";
import { linkHandlers } from "./emit-links";
import { exitHandlers } from "./exits";
import { buildFlow, FlowNotes } from "./flow";
import { functionHandlers } from "./functions";
import { type Handlers, Instrument } from "./instrument";
import { loopHandlers } from "./loops";
import { directives, findMarks } from "./marking";
import { findMisplaced } from "./misplaced";
import { operandHandlers } from "./operands";
import { type InputMap, type Locator, mappedLocator, ownLocator, throughInput } from "./original";
import { type Language, languageOf, parse } from "./parse";
import { patternHandlers } from "./patterns";
import { Positions } from "./positions";
import { chooseNames, isInstrumented, neededGlobals, prelude } from "./prelude";
import { print } from "./print";
import { Scopes } from "./scopes";
import { switchHandlers } from "./switches";
import { TableBuilder } from "./table";

export type TransformOptions = {
  /** Path from the source root, with forward slashes: how the file is called in the site table. */
  file: string;
  /** Of what is handed in; by the file's ending when left out. */
  language?: Language;
  /** Audit every function, marked or not. */
  everything?: boolean;
  /** Of code that was compiled already: its own map back to what the author wrote. */
  inputMap?: InputMap | undefined;
};

export type Warning = { file: string; line: number; message: string };

export type Transformed = {
  code: string;
  /** From the code to what the author wrote. */
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
  ...patternHandlers,
  ...decisionHandlers,
  ...switchHandlers,
  ...loopHandlers,
  ...exitHandlers,
  ...linkHandlers,
};

type Job = { source: string; options: TransformOptions; positions: Positions; locator: Locator; warnings: Warning[] };

/**
 * Instruments what a source file marks as audited: it only wraps expressions in helper calls and adds helper
 * statements, on the lines that are there. What the program does stays the same to the letter. Never throws.
 * @returns undefined where nothing is marked; the source as it was, with a warning and no functions in its table,
 * where something stands in the way
 */
export function transform(source: string, options: TransformOptions): Transformed | undefined {
  if (isInstrumented(source)) return undefined;
  const positions = new Positions(source);
  const mapped = options.inputMap && mappedLocator(source, positions, options.inputMap);
  const job = { source, options, positions, locator: mapped ?? ownLocator(source, positions), warnings: [] };
  try {
    return instrument(job);
  } catch (error) {
    if (error instanceof RangeError && !options.everything && !mayBeMarked.test(source)) return undefined;
    warn(job, `left as it is: ${reasonOf(error)}`, 0);
    return untouched(job);
  }
}

/** Whoever walks down an expression of thousands of terms (`a + b + c + …`) runs out of stack. */
function reasonOf(error: unknown): string {
  if (error instanceof RangeError && /call stack/.test(error.message))
    return "it is nested too deeply, or has an expression of thousands of terms";
  return error instanceof Error ? error.message : String(error);
}

const mayBeMarked = /use audit|["']casebook["']/;

function instrument(job: Job): Transformed | undefined {
  const { source, options, locator } = job;
  const parsed = parse(source, options.file, options.language ?? languageOf(options.file));
  if ("error" in parsed) {
    if (!mayBeMarked.test(source)) return undefined;
    warn(job, `left as it is, it cannot be parsed: ${parsed.error.message}`, parsed.error.offset);
    return untouched(job);
  }
  const { program } = parsed;
  findMisplaced(program, (message, offset) => warn(job, message, offset));
  const scopes = new Scopes(program);
  const marks = findMarks(program, scopes, options.everything ?? false);
  const taken = neededGlobals.find((name) => scopes.top.names.has(name));
  if (taken && marks.roots.size > 0) warn(job, `left as it is: it declares its own \`${taken}\``, 0);
  if (marks.roots.size === 0 || taken) return job.warnings.length > 0 ? untouched(job) : undefined;
  const edits = new Edits();
  const table = new TableBuilder(locator);
  const notes = new FlowNotes();
  const names = chooseNames(source);
  const tell = (message: string, offset: number) => warn(job, message, offset);
  new Instrument({ source, scopes, marks, edits, table, notes, names, handlers, warn: tell }).children(program);
  if (table.functions.length === 0) return untouched(job);
  const described = describe(job, table);
  const repeated = table.repeated.map((isRepeated) => (isRepeated ? "1" : "0")).join("");
  const flow = JSON.stringify(buildFlow({ program, scopes, table, notes }));
  edits.open(preludeOffset(program, source), `;${prelude(names, { ...described, repeated, flow })}`);
  return { ...printed(job, edits), ...described, warnings: job.warnings };
}

function warn({ options, positions, warnings }: Job, message: string, offset: number): void {
  warnings.push({ file: options.file, line: positions.at(offset).line, message });
}

function describe({ options, locator, source }: Job, builder: TableBuilder) {
  // Compiled code is shown as what it was compiled from.
  const original = locator.source === source ? undefined : options.inputMap?.sources[0];
  const language = original ? languageOf(original) : (options.language ?? languageOf(options.file));
  const table = builder.build({ file: options.file, language });
  const tableText = JSON.stringify(table);
  return { table, tableText, sha256: sha256Of(tableText) };
}

function printed({ source, options, locator, positions }: Job, edits: Edits): Pick<Transformed, "code" | "map"> {
  const { code, map } = print(source, edits, { file: options.file, positions });
  const isMapped = options.inputMap && locator.source !== source;
  return { code, map: isMapped && options.inputMap ? throughInput(map, options.inputMap) : map };
}

function untouched(job: Job): Transformed {
  const described = describe(job, new TableBuilder(job.locator));
  return { ...printed(job, new Edits()), ...described, warnings: job.warnings };
}

/** Behind the directives and the `#!` line; a byte order mark stays first. */
function preludeOffset(program: NodeOf<"Program">, source: string): number {
  const last = directives(program.body).at(-1);
  if (last) return last.end;
  if (program.hashbang)
    return program.hashbang.end + (/^\r?\n/.exec(source.slice(program.hashbang.end))?.[0].length ?? 0);
  return source.startsWith("\uFEFF") ? 1 : 0;
}
