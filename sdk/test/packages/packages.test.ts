import { createHash } from "node:crypto";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wire } from "../../../lib/contract/wire";
import { workflow } from "../../src/index";
import { snapshots } from "../fuzz/snapshot";
import { loadPackage } from "./load-package";
import { outcomeOf, type Subject, subjects } from "./subjects";

/** Branches that were written, counted and let go. */
let branches = 0;
const provider = new TracerProvider({
  spanProcessors: [
    new SimpleSpanProcessor({
      exporter: {
        export: (spans: ReadableSpan[], done) => {
          branches += spans.filter(({ attributes }) => attributes[wire.branchRows] !== undefined).length;
          done({ code: 0 });
        },
        shutdown: async () => {},
      },
    }),
  ],
});

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
});

afterAll(async () => {
  await provider.shutdown();
  trace.disable();
  context.disable();
});

/** A digest of everything a question gave; a long text would only be compared as a whole. */
function answers(
  { inputs, ask }: Subject,
  library: unknown,
  around = (question: () => unknown) => question(),
): string[] {
  return inputs.map((input) => {
    const given = around(() => outcomeOf(() => ask(library, input)));
    return createHash("sha256")
      .update(snapshots(new Map(), { maxDepth: 200 })(given))
      .digest("hex");
  });
}

describe("published packages, with every function instrumented", () => {
  it.each(subjects().map((subject) => [subject.name, subject] as const))(
    "%s gives the same, off and recording",
    (name, subject) => {
      const startedMs = performance.now();
      const asPublished = answers(subject, loadPackage(name, { ...subject, isInstrumented: false }).exports);
      const instrumented = loadPackage(name, { ...subject, isInstrumented: true });
      expect(answers(subject, instrumented.exports)).toEqual(asPublished);
      branches = 0;
      const recorded = answers(subject, instrumented.exports, (question) => workflow("package", question)());
      expect(recorded).toEqual(asPublished);
      expect(new Set(asPublished).size).toBeGreaterThan(subject.inputs.length / 3);
      expect(instrumented.functions).toBeGreaterThan(0);
      expect(branches).toBeGreaterThan(0);
      console.log(
        `${name}, ${Math.round(performance.now() - startedMs)} ms: ${instrumented.modules} modules, ${instrumented.functions} functions, ${instrumented.sites} sites, ${subject.inputs.length} inputs, ${branches} branches`,
      );
    },
  );
});
