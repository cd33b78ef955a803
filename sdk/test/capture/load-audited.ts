import { createRequire } from "node:module";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { transformSync } from "esbuild";
import type { BranchRows } from "../../../lib/contract/rows";
import type { SiteTable } from "../../../lib/contract/sites";
import { wire } from "../../../lib/contract/wire";
import { type TransformOptions, transform } from "../../build/transform";
import * as casebook from "../../src";

const require = createRequire(import.meta.url);

/** Instruments a module's source and runs it. @returns what it exports, and its site table */
// biome-ignore lint/suspicious/noExplicitAny: what a test's module exports is known to the test
export type Loaded = { exports: Record<string, any>; table: SiteTable; code: string };

export function loadAudited(source: string, options: Partial<TransformOptions> = {}): Loaded {
  const file = options.file ?? "src/policy.ts";
  const done = transform(source, { file, ...options });
  if (!done) throw new Error("nothing is marked");
  const { code } = transformSync(done.code, { loader: "tsx", format: "cjs", target: "es2023" });
  const module = { exports: {} };
  const load = (name: string) => (name === "casebook" ? casebook : require(name));
  new Function("require", "module", "exports", code)(load, module, module.exports);
  return { exports: module.exports, table: done.table, code: done.code };
}

/** A row as a test reads it: kind and text of its site, and the value. */
export type ReadRow = [kind: string, text: string, value: unknown];

/** The rows of a branch, with their sites' kinds and texts. */
export function readRows({ rows }: BranchRows, table: SiteTable): ReadRow[] {
  return rows.map(([, index, value]) => {
    const site = table.sites[index];
    return [site?.kind ?? "", site ? (site.name ?? textOf(table, site.at)) : "", value];
  });
}

/** The source text of a range. */
export function textOf(
  { source }: SiteTable,
  [startLine, startColumn, endLine, endColumn]: SiteTable["sites"][number]["at"],
) {
  const lines = source.split("\n").slice(startLine - 1, endLine);
  lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, endColumn);
  lines[0] = (lines[0] ?? "").slice(startColumn);
  return lines.join("\n");
}

/** An OpenTelemetry provider in memory, for this process until it is stopped. */
export function startMemory() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return {
    spans: () => exporter.getFinishedSpans(),
    reset: () => exporter.reset(),
    branches: () =>
      exporter
        .getFinishedSpans()
        .filter((span) => span.attributes[wire.branchRows] !== undefined)
        .map((span) => ({
          span,
          name: String(span.attributes[wire.name]),
          arm: span.attributes[wire.branchArm],
          outcome: span.attributes[wire.branchOutcome],
          rows: JSON.parse(String(span.attributes[wire.branchRows])) as BranchRows,
        })),
    stop: async () => {
      await provider.shutdown();
      trace.disable();
      context.disable();
    },
  };
}
