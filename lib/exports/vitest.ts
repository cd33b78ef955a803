import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { jsonl } from "./jsonl";
import type { CaseChunks, ExportFormat } from "./types";
import { type CaseCounts, configFile, fileStem, readmeFile, testFile } from "./vitest-files";

const folder = "casebook-tests";

/** A zip with one folder: a test file, its data file, the way to the package's configuration, a README. */
export const vitest: ExportFormat = {
  contentType: "application/zip",
  extension: "zip",
  async *encode(suite, chunks) {
    const { point } = suite;
    const stem = fileStem(point);
    const counts: CaseCounts = { cases: 0, withArm: 0 };
    const zip = new ZipFile();
    const failed = new Promise<never>((_, reject) => zip.once("error", reject));
    // Entries are written in turn, so the counts are known by the time the files that state them are asked for.
    addLazily(zip, `${stem}.cases.jsonl`, () =>
      Readable.from(jsonl.encode(suite, counted(chunks, counts)), { objectMode: false }),
    );
    addLazily(zip, `${stem}.test.ts`, () => Readable.from([testFile({ point, counts })]));
    addLazily(zip, "casebook.config.ts", () => Readable.from([configFile]));
    addLazily(zip, "README.md", () => Readable.from([readmeFile({ point, counts })]));
    zip.end();
    const output = zip.outputStream as Readable;
    failed.catch((error) => output.destroy(error));
    for await (const bytes of output) yield bytes as Uint8Array;
  },
};

function addLazily(zip: ZipFile, name: string, open: () => Readable): void {
  zip.addReadStreamLazy(`${folder}/${name}`, (respond) => {
    const stream = open();
    stream.once("error", (error) => zip.emit("error", error));
    respond(null, stream);
  });
}

async function* counted(chunks: CaseChunks, counts: CaseCounts): CaseChunks {
  for await (const cases of chunks) {
    counts.cases += cases.length;
    counts.withArm += cases.filter((testCase) => testCase.expectedArm !== null).length;
    yield cases;
  }
}
