import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseItem } from "../contract/case";
import { type ExportFormatName, exportFormatNames } from "../contract/vocabulary";
import { exportFormats } from "./index";
import type { CaseChunks } from "./types";

const hostileTexts = [
  "=1+2",
  '=HYPERLINK("http://x","y")',
  " \t@SUM(1)",
  "-2+3",
  "\r\n=1",
  'he said "no", then\nleft',
  "`$" + "{process.exit(1)}`",
  '"); process.exit(1); //',
  "*/ process.exit(1) /*",
  "</script><script>alert(1)</script>",
  "\u2028process.exit(1)\u2029",
  "\u001b[31mred\u0000",
  "\ud800 lone",
  "🧾 été %s %i $1 $title",
];

function caseOf(index: number, input: string, given: Partial<CaseItem> = {}): CaseItem {
  return {
    v: 1,
    id: `CASE${String(index).padStart(4, "0")}`,
    suite: "suite",
    point: "complaint_type",
    workflow: "complaint-triage",
    task: "classify",
    input: { text: input },
    choices: ["refund", "fraud"],
    expected: index % 2 === 0 ? "refund" : "fraud",
    expectedArm: index % 3 === 0 ? null : index % 2 === 0 ? "approve" : "flag",
    actual: "fraud",
    actualArm: "flag",
    match: "exact",
    split: "dev",
    label: { verdict: "incorrect", author: input, at: "2026-01-01T00:00:00.000000Z", note: input },
    source: { judgmentId: "j", traceId: "t", version: "1", commit: null, url: "http://127.0.0.1/demo/traces/t" },
    record: { judgments: {}, facts: { wanted: index % 2 === 0 ? "refund" : "fraud", limit: 30 } },
    subject: null,
    ...given,
  };
}

const hostileCases = hostileTexts.map((text, index) => caseOf(index, text));

async function* chunksOf(cases: CaseItem[], size = 5): CaseChunks {
  for (let at = 0; at < cases.length; at += size) yield cases.slice(at, at + size);
}

async function exportAll(name: ExportFormatName, cases: CaseItem[], point = "complaint_type"): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const suite = { id: "suite", point, version: 3 };
  for await (const part of exportFormats[name].encode(suite, chunksOf(cases))) parts.push(part);
  return Buffer.concat(parts);
}

/** The cases in an export, whichever its format: their ids and inputs in order. */
const read: Record<ExportFormatName, (bytes: Buffer) => { id: string; input: string }[]> = {
  jsonl: (bytes) => readLines(bytes.toString("utf8")),
  csv: (bytes) =>
    parseCsv(bytes.toString("utf8"))
      .slice(1)
      .map((cells) => ({ id: cells[0] ?? "", input: JSON.parse(cells[4] ?? "").text })),
  vitest: (bytes) => {
    const files = unzipSync(bytes);
    const [name] = Object.keys(files).filter((file) => file.endsWith(".cases.jsonl"));
    return readLines(strFromU8(files[name ?? ""] ?? new Uint8Array()));
  },
};

function readLines(text: string) {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const { id, input } = JSON.parse(line) as { id: string; input: { text: string } };
    return { id, input: input.text };
  });
}

/** A plain RFC 4180 reader. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    rows.at(-1)?.push((match[1] ?? "").replaceAll('""', '"'));
    if (match[2] === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe.each(exportFormatNames)("%s export", (name) => {
  it("holds every case, in order, with its text unchanged", async () => {
    const found = read[name](await exportAll(name, hostileCases));
    expect(found).toEqual(hostileCases.map(({ id }, index) => ({ id, input: hostileTexts[index] })));
  });

  it("is well formed without any case", async () => {
    expect(read[name](await exportAll(name, []))).toEqual([]);
  });

  it("gives the same bytes of text for the same cases", async () => {
    const [first, second] = await Promise.all([exportAll(name, hostileCases), exportAll(name, hostileCases)]);
    expect(read[name](first)).toEqual(read[name](second));
  });

  it("asks for cases only as its reader takes them", async () => {
    let asked = 0;
    async function* endless(): CaseChunks {
      for (;;) {
        asked++;
        yield Array.from({ length: 100 }, (_, index) => caseOf(index, randomBytes(1_000).toString("base64")));
        await new Promise(setImmediate);
      }
    }
    const stream = exportFormats[name].encode({ id: "s", point: "p", version: 1 }, endless())[Symbol.asyncIterator]();
    for (let taken = 0; taken < 5; taken++) await stream.next();
    const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
    await pause();
    const askedByThen = asked;
    await pause();
    expect(asked).toBe(askedByThen);
    await stream.return?.();
  });

  it("passes a failure of the store on", async () => {
    async function* failing(): CaseChunks {
      yield hostileCases;
      throw new Error("the database went away");
    }
    const drain = async () => {
      for await (const _ of exportFormats[name].encode({ id: "s", point: "p", version: 1 }, failing()));
    };
    await expect(drain()).rejects.toThrow("the database went away");
  });
});

describe("csv", () => {
  it("lets no cell start a formula, and keeps numbers numbers", async () => {
    const cases = hostileTexts.map((text, index) => caseOf(index, text, { input: text, expected: -5 }));
    const rows = parseCsv((await exportAll("csv", cases)).toString("utf8"));
    for (const cell of rows.flat()) if (cell !== "-5") expect(cell).not.toMatch(/^\s*[=+\-@]/);
    expect(rows[1]?.[4]).toBe("'=1+2");
    expect(rows[1]?.[5]).toBe("-5");
  });
});

describe("vitest", () => {
  let folder: string;
  const run = promisify(execFile);
  const root = path.resolve(import.meta.dirname, "../..");

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "casebook-export-"));
    await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    await writeFile(path.join(folder, "package.json"), '{"name":"a-team","type":"module"}');
    await writeFile(
      path.join(folder, "casebook.config.ts"),
      `const limit: number = 30;
       const policy = ({ judgments, facts }: any) => {
         const { output, confidence } = judgments.complaint_type;
         if (confidence !== null) return "escalate";
         return output === "refund" && facts.limit <= limit ? { arm: "approve" } : { arm: "flag" };
       };
       export default { points: { complaint_type: { judge: async ({ text }: any) => ({ output: "refund" }), policy } } };`,
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function runExport(cases: CaseItem[], point?: string) {
    const files = unzipSync(await exportAll("vitest", cases, point));
    await rm(path.join(folder, "casebook-tests"), { recursive: true, force: true });
    for (const [name, bytes] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), bytes);
    }
    const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
    const output = path.join(folder, "report.json");
    const env = { ...process.env, VITEST: undefined };
    const flags = ["run", "casebook-tests/", "--reporter=json", `--outputFile=${output}`];
    await run(process.execPath, [vitest, ...flags], { cwd: folder, env }).catch(() => "some tests are meant to fail");
    const report = JSON.parse(await readFile(output, "utf8")) as {
      testResults: { assertionResults: { ancestorTitles: string[]; title: string; status: string }[] }[];
    };
    return report.testResults.flatMap((file) => file.assertionResults);
  }

  it("runs as exported: a judgment test for each case, an execution test for each known arm", async () => {
    const results = await runExport(hostileCases);
    const statuses = (group: string) =>
      results.filter((result) => result.ancestorTitles.at(-1) === group).map((result) => result.status);
    expect(statuses("judges")).toEqual(hostileCases.map((one) => (one.expected === "refund" ? "passed" : "failed")));
    const known = hostileCases.filter((one) => one.expectedArm !== null);
    expect(statuses("executes")).toEqual(known.map(() => "passed"));
  });

  it("hands a confirmed answer to the policy as the model gave it", async () => {
    const confirmed = caseOf(4, "fine", {
      expectedArm: "escalate",
      label: { verdict: "correct", author: "Ada", at: "2026-01-01T00:00:00Z", note: null },
      record: { judgments: { complaint_type: { output: "refund", confidence: 0.4 } }, facts: { limit: 30 } },
    });
    expect((await runExport([confirmed])).map((result) => result.status)).toEqual(["passed", "passed"]);
  });

  it("makes no code of hostile names", async () => {
    const point = '"); process.exit(7); //\n*/ \u2028 ../../etc';
    const files = unzipSync(await exportAll("vitest", hostileCases, point));
    expect(Object.keys(files).every((name) => /^casebook-tests\/[\w.-]+$/.test(name))).toBe(true);
    const [code] = Object.entries(files).filter(([name]) => name.endsWith(".test.ts"));
    expect(strFromU8(code?.[1] ?? new Uint8Array())).toContain(`const point = "\\"); process.exit(7); //\\n*/`);
    await writeFile(
      path.join(folder, "casebook.config.ts"),
      `export default { points: { [${JSON.stringify(point)}]: { policy: () => "approve" } } };`,
    );
    const results = await runExport([caseOf(2, "=1"), caseOf(4, "=2")], point);
    expect(results.filter(({ status }) => status !== "skipped").map((result) => result.status)).toEqual([
      "passed",
      "passed",
    ]);
  });
});
