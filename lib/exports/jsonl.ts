import type { ExportFormat } from "./types";

/** One case per line, as design.md §7 describes a case. */
export const jsonl: ExportFormat = {
  contentType: "application/jsonl; charset=utf-8",
  extension: "jsonl",
  async *encode(_suite, chunks) {
    for await (const cases of chunks) {
      yield Buffer.from(cases.map((testCase) => `${JSON.stringify(testCase)}\n`).join(""));
    }
  },
};
