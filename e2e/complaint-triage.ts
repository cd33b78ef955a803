import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { nodeFlags, type TestServer } from "./server";

const root = path.resolve(import.meta.dirname, "..");
const example = path.join(root, "examples/complaint-triage");
const run = promisify(execFile);
const maxBuffer = 64 * 1024 * 1024;

/** A complaint that classifier version 1 takes for a refund, unsure of itself, and version 2 gets right. */
export type FixedComplaint = { position: number; id: string; text: string; truth: string; confidence: number };

/** Searches the stream for such complaints by really asking both versions. @param position complaints before it are left out */
export async function findFixedComplaint(position = 0): Promise<FixedComplaint> {
  const found = await runModule(
    example,
    `import { createModels, listComplaints } from "./src/index.ts";
     const [first, second] = [createModels(1), createModels(2)];
     for (const [position, { complaint, truth }] of listComplaints().entries()) {
       if (position < ${position} || truth.type === "refund") continue;
       const { output, confidence } = await first.type(complaint.text);
       if (output !== "refund" || confidence >= 0.7) continue;
       if ((await second.type(complaint.text)).output !== truth.type) continue;
       console.log(JSON.stringify({ position, ...complaint, truth: truth.type, confidence }));
       break;
     }`,
  );
  return JSON.parse(found);
}

/** Runs the example program over its first complaints, with classifier version 1, into a server. */
export async function runTriage({ server, count }: { server: TestServer; count: number }): Promise<void> {
  await run(process.execPath, [...nodeFlags, "src/main.ts", String(count)], {
    cwd: example,
    maxBuffer,
    env: {
      ...process.env,
      CLASSIFIER_VERSION: "1",
      CASEBOOK_URL: server.url,
      CASEBOOK_API_KEY: server.apiKey,
      OTEL_EXPORTER_OTLP_ENDPOINT: server.url,
      OTEL_EXPORTER_OTLP_TIMEOUT: "60000",
    },
  });
}

/** A copy of the example's package, with an export unpacked into it and nothing else touched. */
export type TeamPackage = {
  folder: string;
  /** The exported cases. */
  cases: ExportedCase[];
  /** Runs the exported tests. */
  runTests: (options: { classifier: 1 | 2 }) => Promise<TestResult[]>;
  /** Calls the package's policy function for each case, without any test runner: case id to arm. */
  callPolicy: () => Promise<Record<string, string>>;
  editPolicy: (edit: (source: string) => string) => void;
  remove: () => void;
};

export type ExportedCase = { id: string; input: { text: string }; expected: string; expectedArm: string | null };
export type TestResult = { group: "judges" | "executes"; caseId: string; isPassed: boolean };

export function unpackIntoPackage(zipFile: string): TeamPackage {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "casebook-team-")), "complaint-triage");
  cpSync(example, folder, { recursive: true, filter: (source) => !source.includes("node_modules") });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const files = Object.entries(unzipSync(readFileSync(zipFile)));
  for (const [name, bytes] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  const [dataFile = ""] = files.map(([name]) => name).filter((name) => name.endsWith(".cases.jsonl"));
  const lines = readFileSync(path.join(folder, dataFile), "utf8").trim().split("\n");
  const policyFile = path.join(folder, "src/policy.ts");
  return {
    folder,
    cases: lines.map((line) => JSON.parse(line)),
    runTests: ({ classifier }) => runTests(folder, classifier),
    callPolicy: async () => JSON.parse(await runModule(folder, straightCall(dataFile))),
    editPolicy: (edit) => writeFileSync(policyFile, edit(readFileSync(policyFile, "utf8"))),
    remove: () => rmSync(path.dirname(folder), { recursive: true, force: true }),
  };
}

async function runTests(folder: string, classifier: 1 | 2): Promise<TestResult[]> {
  const outputFile = path.join(folder, "results.json");
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const flags = ["run", "casebook-tests/", "--reporter=json", `--outputFile=${outputFile}`];
  const env = { ...process.env, CLASSIFIER_VERSION: String(classifier) };
  await run(process.execPath, [vitest, ...flags], { cwd: folder, env, maxBuffer }).catch(() => "failing tests");
  const report = JSON.parse(readFileSync(outputFile, "utf8")) as {
    testResults: { assertionResults: { ancestorTitles: string[]; title: string; status: string }[] }[];
  };
  const results = report.testResults.flatMap((file) => file.assertionResults);
  return results.map(({ ancestorTitles, title, status }) => ({
    group: ancestorTitles.at(-1) as TestResult["group"],
    caseId: /\((\w+)\)$/.exec(title)?.[1] ?? "",
    isPassed: status === "passed",
  }));
}

/** Source of a program that decides each case by the policy function itself. */
function straightCall(dataFile: string): string {
  return `import { readFileSync } from "node:fs";
    import { routeComplaint } from "./src/policy.ts";
    const lines = readFileSync(${JSON.stringify(dataFile)}, "utf8").trim().split("\\n");
    const arms = lines.map((line) => JSON.parse(line)).map(({ id, expected, label, record }) => {
      const { complaint_type: asked, item_condition: condition } = record.judgments;
      const type = label.verdict === "correct" ? asked : { output: expected, confidence: null };
      return [id, routeComplaint({ type, condition, order: record.facts.order })];
    });
    console.log(JSON.stringify(Object.fromEntries(arms)));`;
}

/** What was answered and found for one complaint. */
export type SeenComplaint = { id: string; text: string; type: Answered; condition: Answered; order: unknown };
type Answered = { output: unknown; confidence: number | null };

/** Runs the example's workflow over complaints with the answers they got elsewhere, into a server. */
export async function runTriageWith(server: TestServer, complaints: SeenComplaint[]): Promise<void> {
  const source = `import { start } from "casebook/otel";
    import { createTriage } from "./src/triage.ts";
    const complaints = ${JSON.stringify(complaints)};
    const telemetry = start({ service: "complaint-triage" });
    for (const { id, text, type, condition, order } of complaints) {
      const models = { type: async () => type, condition: async () => condition };
      await createTriage({ models, findOrder: async () => order, version: "1.0.0" })({ id, text });
    }
    await telemetry.stop();`;
  await runModule(example, source, { CASEBOOK_URL: server.url, CASEBOOK_API_KEY: server.apiKey });
}

async function runModule(cwd: string, source: string, env: Record<string, string> = {}): Promise<string> {
  const args = [...nodeFlags, "--input-type=module", "-e", source];
  const { stdout } = await run(process.execPath, args, { cwd, maxBuffer, env: { ...process.env, ...env } });
  return stdout;
}
