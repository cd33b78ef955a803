import { stripTypeScriptTypes } from "node:module";
import { type EncodedSourceMap, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { transform as esbuild } from "esbuild";
import type { SiteTable } from "../../../lib/contract/sites";
import { transform } from "../../build/transform/index";
import type { Program } from "./generate/program";

/** A place in what the author wrote: line from 1, column from 0. */
export type Place = { line: number; column: number };

/** Code that Node can run, and the way back from its positions to those of the program's own source. */
export type Runnable = { code: string; placeOf(line: number, column: number): Place };

/** A program instrumented, and what came with it. */
export type Instrumented = Runnable & { table: SiteTable; sha256: string; text: string };

/** The program as it is, runnable. */
export async function asWritten(program: Program): Promise<Runnable> {
  return plain(program, program.source);
}

/** The program instrumented and runnable; undefined where nothing in it is marked. */
export async function instrumented(program: Program): Promise<Instrumented | undefined> {
  const { file, language, isEverything } = program;
  const made = transform(program.source, { file, language, everything: isEverything });
  const failed = made?.warnings.find(({ message }) => message.startsWith("left as it is"));
  if (failed) throw new Error(failed.message);
  if (!made || made.table.functions.length === 0) return undefined;
  const runnable = await plain(program, made.code);
  const map = new TraceMap(made.map as unknown as EncodedSourceMap);
  const placeOf = (line: number, column: number) => traced(map, runnable.placeOf(line, column));
  return { code: runnable.code, placeOf, table: made.table, sha256: made.sha256, text: made.code };
}

const same = (line: number, column: number): Place => ({ line, column });

function traced(map: TraceMap, { line, column }: Place): Place {
  if (line < 1) return { line, column };
  const found = originalPositionFor(map, { line, column });
  return { line: found.line ?? -1, column: found.column ?? -1 };
}

/** Takes types out without moving anything where that is possible, else compiles. */
async function plain(program: Program, source: string): Promise<Runnable> {
  // A function's body, as which it is run, may not begin with `#!`.
  const text = source.replace(/^#!/, "//");
  if (program.language === "js") return { code: text, placeOf: same };
  if (!isCompiled(program)) return { code: stripTypeScriptTypes(text), placeOf: same };
  const options = { loader: program.language, sourcemap: true, jsxFactory: "J", tsconfigRaw: "{}" } as const;
  const { code, map } = await esbuild(text, options);
  const compiled = new TraceMap(map);
  return { code, placeOf: (line, column) => traced(compiled, { line, column }) };
}

/** JSX, enums and `<T>value` leave no JavaScript in place when they are taken out. */
export function isCompiled({ language, source }: Program): boolean {
  return language.endsWith("x") || /\benum\b|<any>/.test(source);
}
