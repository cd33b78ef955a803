import type { Json } from "../../../lib/contract/json";
import type { BranchRows } from "../../../lib/contract/rows";
import type { SiteTable } from "../../../lib/contract/sites";
import { transform } from "../../build/transform";
import { keep, keptText } from "../../src/capture/preview";

type Frame = { id: number; value: (site: number, value: unknown) => unknown };
type Module = { table: () => string };

/** The least that records rows: what the transform's helpers call, every row kept, values by their JSON. */
class Recorder {
  readonly rows: BranchRows = { v: 1, frames: [], rows: [], pv: [[]], ambient: [], over: {} };

  /** Makes instrumented code record here. @returns ends it */
  begin(): () => void {
    const global = globalThis as unknown as Record<symbol, unknown>;
    const before = global[hook];
    global[hook] = { v: 1, active: 1, runtime: { enter: this.enter } };
    return () => {
      global[hook] = before;
    };
  }

  enter = (_module: Module, fn: number, around: Frame | undefined) => {
    const id = this.rows.frames.push([0, fn, around?.id ?? (this.rows.frames.length > 0 ? 0 : -1), -1]) - 1;
    const value = (site: number, given: unknown) => {
      this.rows.rows.push([id, site, JSON.parse(keptText(keep(given))) as Json]);
      return given;
    };
    const mark = (site: number) => void value(site, undefined);
    return { id, value, mark, ambient: value, call: value, awaited: value };
  };
}

const hook = Symbol.for("casebook.capture");

/** A program that leaves rows behind: `run` calls one of its exports. */
export function recordable(source: string, file: string): { table: SiteTable; run: (call: Run) => BranchRows } {
  const transformed = transform(source, { file, everything: true });
  if (!transformed) throw new Error("nothing was instrumented");
  const { table, code } = transformed;
  return {
    table,
    run: (call) => {
      const recorder = new Recorder();
      const end = recorder.begin();
      try {
        call(evaluate(code, {}));
      } catch {
        // What the program throws is part of what it does.
      } finally {
        end();
      }
      return recorder.rows;
    },
  };
}

type Run = (program: Program) => unknown;
/** The functions a program declares at its top. */
export type Program = Record<string, (...args: never[]) => unknown>;

/** Runs a program whose top level is `export function …` declarations, and gives the functions. */
export function evaluate(code: string, globals: Record<string, unknown>): Program {
  const names = [...code.matchAll(/^.*?\bexport function\*? (\w+)/gm)].map(([, name]) => name);
  const body = `"use strict";${code.replaceAll("export function", "function")}\nreturn { ${names.join(", ")} };`;
  return new Function(...Object.keys(globals), body)(...Object.values(globals)) as Program;
}
