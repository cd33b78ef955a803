import { tellOnce } from "../src/tell-once";
import { createFileFilter, marksPattern } from "./file-filter";
import { type OutputMap, readInputMap } from "./input-map";
import type { BuildOptions } from "./options";
import { nameSource } from "./source-name";
import { transform } from "./transform";
import { languageOf } from "./transform/parse";

/** A site table as it is sent: its JSON text and that text's SHA-256 in hex. */
export type BuiltTable = { sha256: string; text: string };

export type Instrumented = { code: string; map: OutputMap; table: BuiltTable };

export type Instrumenter = {
  /** Whether a module is one that `instrument` parses: of the team's own files, with a mark in its text. */
  isLookedAt: (code: string, id: string) => boolean;
  /**
   * Instruments the audited functions of one module.
   * @param id absolute path, with a query where the bundler adds one
   * @param isForBrowser the module goes to browsers, where its source must not be unless `browser` says so
   * @returns undefined where there is nothing to do: then the module is used as it is
   */
  instrument: (code: string, id: string, isForBrowser?: boolean) => Instrumented | undefined;
  /** The newest table of every file that was instrumented. */
  tables: () => BuiltTable[];
};

/**
 * What every way in is made of. Nothing that goes wrong in it stops a build or a program: it is told in one line.
 * @param say takes a line for each file that holds audited functions
 */
export function createInstrumenter(
  options: BuildOptions = {},
  say: (line: string) => void = (line) => tellOnce("info", line),
): Instrumenter {
  const fileOf = createFileFilter(options);
  const byFile = new Map<string, BuiltTable>();
  const findFile = (code: string, id: string) => (marksPattern.test(code) ? fileOf(id) : undefined);
  return {
    isLookedAt: (code, id) => findFile(code, id) !== undefined,
    tables: () => [...byFile.values()],
    instrument: (code, id, isForBrowser = false) => {
      const file = findFile(code, id);
      const result = file === undefined ? undefined : instrumentFile(code, file, options);
      if (file === undefined || !result) return undefined;
      const isLeftAlone = isForBrowser && !options.browser;
      say(describeFound(result, isLeftAlone));
      if (isLeftAlone) return undefined;
      byFile.set(file, result.table);
      return result;
    },
  };
}

function instrumentFile(code: string, file: string, options: BuildOptions) {
  const inputMap = readInputMap(code, file);
  const original = inputMap?.sources.length === 1 ? inputMap.sources[0] : undefined;
  const name = nameSource(original ?? file, options.root);
  const done = transform(code, { file: name, language: languageOf(file), inputMap });
  for (const { line, message } of done?.warnings ?? []) tellOnce("warn", `casebook: ${name}:${line}: ${message}`);
  const functions = done?.table.functions.length ?? 0;
  if (!done || functions === 0) return undefined;
  const table = { sha256: done.sha256, text: done.tableText };
  const map = { ...done.map, sources: [original ?? file] } as OutputMap;
  return { code: done.code, map, table, name, functions };
}

function describeFound({ functions, name }: { functions: number; name: string }, isLeftAlone: boolean): string {
  const count = `${functions} ${functions === 1 ? "function" : "functions"} in ${name}`;
  return isLeftAlone ? `casebook: not captured in browsers: ${count}` : `casebook: ${count}`;
}
