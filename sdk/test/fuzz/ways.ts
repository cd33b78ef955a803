import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { BranchRows } from "../../../lib/contract/rows";
import { wire } from "../../../lib/contract/wire";
import { judge, workflow } from "../../src/index";
import { compareArms } from "./arms";
import type { Way } from "./check";

/** Instrumented, and nothing records. */
export const off: Way = { name: "off", surroundings: (body) => body() };

/**
 * Instrumented and recorded, inside a workflow with a real OpenTelemetry provider; what it records is compared. The
 * second way has a judgment answered first, from where on links follow every value.
 */
export function recordingWays(): Way[] {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  const recorded: Way["recorded"] = (program, { table, sha256 }, markers) => {
    const spans = exporter.getFinishedSpans().filter(({ attributes }) => attributes[wire.branchRows] !== undefined);
    if (spans.some(({ attributes }) => attributes[wire.lossy] !== undefined)) return 0;
    const foreign = spans.find(({ attributes }) => attributes[wire.sites] !== sha256);
    if (foreign) return `a branch of another table: ${foreign.attributes[wire.sites]}`;
    const branches = spans.map(({ attributes }) => JSON.parse(String(attributes[wire.branchRows])) as BranchRows);
    return compareArms(program, table, { branches, markers });
  };
  return [
    {
      name: "on",
      surroundings: (body) => {
        exporter.reset();
        return workflow("fuzz", body)();
      },
      recorded,
    },
    {
      name: "linked",
      surroundings: (body) => {
        exporter.reset();
        return workflow("fuzz", async () => {
          await judge({ point: "first", input: 1 }, () => ({ output: { n: 1 } }));
          return body();
        })();
      },
      recorded,
    },
  ];
}
