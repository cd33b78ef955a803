import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";

/** Spans that ended while `keep` was on; otherwise they are dropped at once, as nothing but capture is measured. */
const spans: ReadableSpan[] = [];
let isKeeping = false;

/** Starts a provider that exports nowhere. */
export function startProvider(): void {
  const drop = { onStart: () => {}, forceFlush: async () => {}, shutdown: async () => {} };
  const onEnd = (span: ReadableSpan) => {
    if (isKeeping) spans.push(span);
  };
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [{ ...drop, onEnd }] }));
}

/** Runs `work` and gives the spans that ended in it. */
export async function keepSpans(work: () => unknown): Promise<ReadableSpan[]> {
  spans.length = 0;
  isKeeping = true;
  await work();
  isKeeping = false;
  return spans.splice(0);
}

/** The recorded rows of each branch among spans, as JSON text. */
export function rowsOf(ended: ReadableSpan[]): string[] {
  return ended.flatMap(({ attributes }) => {
    const rows = attributes["casebook.branch.rows"];
    return typeof rows === "string" ? [rows] : [];
  });
}
