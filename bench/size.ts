import { gzipSync } from "node:zlib";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { workflow } from "casebook";
import { recordPrograms } from "./example-workflows.ts";
import { reviewCoverage } from "./programs/coverage-review.ts";
import { keepSpans, rowsOf, startProvider } from "./recorded.ts";
import { listRequests } from "./requests.ts";
import type { Figure, Subject } from "./subject.ts";

const batch = 256;

/** Bytes that the recorded rows of an execution take, on their own and as a batch of spans compresses them. */
export const size: Subject = {
  title: "Bytes of an execution",
  measure: async () => {
    startProvider();
    const review = workflow("review", reviewCoverage);
    const reviews = await keepSpans(() => {
      for (const request of listRequests(batch)) review(request);
    });
    const programs = await recordPrograms(batch);
    return [{ name: "branchy function", spans: reviews }, ...programs].flatMap(weigh);
  },
};

function weigh({ name: what, spans }: { name: string; spans: ReadableSpan[] }): Figure[] {
  const rows = rowsOf(spans);
  const each = (bytes: number) => `${(bytes / batch).toFixed(0)} B`;
  const sum = (sizes: number[]) => sizes.reduce((total, one) => total + one, 0);
  const inBatch = gzipSync(rows.join("\n")).length / batch;
  return [
    { what: `${what}: rows as JSON`, figure: each(sum(rows.map((text) => Buffer.byteLength(text)))) },
    { what: `${what}: gzipped alone`, figure: each(sum(rows.map((text) => gzipSync(text).length))) },
    {
      what: `${what}: gzipped in a batch of ${batch}`,
      figure: `${inBatch.toFixed(0)} B`,
      goal: "≤ 100 B",
      isReached: inBatch <= 100,
    },
  ];
}
