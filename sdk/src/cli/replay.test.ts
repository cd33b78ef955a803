import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CorrectionItem, ReplayRequest } from "../../../lib/contract/replay";
import { replayRequest } from "../../../lib/contract/replay";
import { decodeTraces } from "../../../lib/otlp/decode";
import type { Span } from "../../../lib/otlp/types";
import { createProject, type Project } from "../../test/hosts/project";
import { packSdk } from "../../test/packed";
import { tracesOf } from "../../test/replay/trace-of";

const workflowFile = `import { action, fact, judge, workflow } from "casebook";
export const triage = workflow("triage", async (complaint) => {
  const type = await judge({ point: "type", input: { text: complaint.text }, choices: ["refund", "shipping"] },
    () => { if (process.env.REPLAYING) throw new Error("A model was asked."); return { output: complaint.says, confidence: 0.9 }; });
  const order = await fact("order", async () => ({ days: complaint.days }));
  const flaky = fact("flaky", async () => { if (complaint.id === "C-3") throw new Error("Down."); });
  if (complaint.id === "C-3") await fact("later", async () => new URL("http://later"));
  await flaky;
  const arm = decide(type, order.days);
  await action(arm, { effect: true, input: { id: complaint.id } }, async () => ({ ok: true }));
  return arm;
}, { subject: ({ id }) => ({ type: "complaint", id }) });
function decide(type, days) {
  "use audit";
  if (type.output === "refund" && days <= 30) return "approve";
  return "open_ticket";
}
`;
const recordFile = `import { start } from "casebook/otel";
import { triage } from "./triage.mjs";
const telemetry = start({ service: "triage" });
await triage({ id: "C-1", text: "money back", says: "refund", days: 12 });
await triage({ id: "C-2", text: "money back late", says: "refund", days: 45 });
process.on("unhandledRejection", () => {});
await triage({ id: "C-3", text: "x", says: "refund", days: 1 }).catch(() => {});
await telemetry.stop();
`;

let project: Project;
let server: Server;
let url: string;
const spans: Span[] = [];
let corrections: CorrectionItem[] = [];
let posted: ReplayRequest[] = [];

/** Casebook's API, as far as the command asks it, over the spans that arrived. */
async function answer(request: { method: string; path: string; body: Buffer }): Promise<unknown> {
  const traces = tracesOf(spans);
  if (request.path === "/v1/traces")
    return void spans.push(...decodeTraces(request.body, "application/x-protobuf").items);
  if (request.method === "PUT") return {};
  if (request.path === "/api/v1/replays")
    return void posted.push(replayRequest.parse(JSON.parse(String(request.body))));
  if (request.path === "/api/v1/corrections") return { items: corrections, nextCursor: null };
  if (request.path === "/api/v1/traces") return { items: traces, nextCursor: null };
  return traces.find(({ traceId }) => request.path === `/api/v1/traces/${traceId}`);
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname } = new URL(request.url ?? "", "http://casebook");
    const told = await answer({ method: request.method ?? "", path: pathname, body: Buffer.concat(chunks) });
    const isFound = told !== undefined || request.method === "POST";
    response.writeHead(isFound ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(told ?? { error: { code: "not_found:trace", message: "There is no such thing." } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  project = createProject({ CASEBOOK_URL: url, CASEBOOK_API_KEY: "k" });
  installPacked(project.folder);
  project.save("package.json", '{ "type": "module" }');
  project.save("triage.mjs", workflowFile);
  project.save("record.mjs", recordFile);
  project.save(
    "casebook.config.mjs",
    'import { triage } from "./triage.mjs";\nexport default { points: {}, workflows: { triage } };',
  );
  await project.run("node --import casebook/loader record.mjs");
});

beforeEach(() => {
  project.save("triage.mjs", workflowFile);
  [corrections, posted] = [[], []];
});

afterAll(async () => {
  project.remove();
  await new Promise((resolve) => server.close(resolve));
});

/** The packed package, with this repository's copies of what it depends on. */
function installPacked(folder: string): void {
  const modules = path.join(folder, "node_modules");
  mkdirSync(path.join(modules, "casebook"), { recursive: true });
  execFileSync("tar", ["-xzf", packSdk(), "-C", path.join(modules, "casebook"), "--strip-components=1"]);
  const ours = path.join(import.meta.dirname, "../../../node_modules");
  for (const name of ["@opentelemetry", "oxc-parser"]) symlinkSync(path.join(ours, name), path.join(modules, name));
}

/** Runs the command as a person would. */
async function casebook(args: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = `set +e; node node_modules/casebook/bin/casebook.mjs replay ${args}; echo "exit $?"`;
  const { stdout, stderr } = await project.run(command, { REPLAYING: "1" });
  const [, text = "", code] = /^([\s\S]*)exit (\d+)\n$/.exec(stdout) ?? [];
  return { code: Number(code), stdout: text, stderr };
}

function correct(subject: string, expected: string): CorrectionItem {
  const trace = tracesOf(spans).find((one) => one.subject?.id === subject);
  const step = trace?.steps.find(({ kind }) => kind === "judgment");
  if (!trace || !step) throw new Error(`Nothing was recorded of ${subject}.`);
  return {
    labelId: `label-${subject}`,
    judgmentId: `${trace.traceId}-${step.spanId}`,
    traceId: trace.traceId,
    spanId: step.spanId,
    ordinal: 0,
    point: "type",
    workflow: "triage",
    version: null,
    subject: trace.subject,
    output: "refund",
    expected,
    answerPath: null,
    author: "Ada",
    at: "2026-01-31T00:00:00Z",
  };
}

describe("casebook replay", () => {
  it("says that what was recorded comes out again, asks no model for it, and lives through one that stops", async () => {
    const result = await casebook("--json");
    expect(result).toMatchObject({ code: 7, stderr: "" });
    const told = JSON.parse(result.stdout) as { subject: { id: string }; verdict: string; arm: string }[];
    expect(told.map(({ subject, verdict, arm }) => [subject.id, verdict, arm]).sort()).toEqual([
      ["C-1", "identical", "approve"],
      ["C-2", "identical", "open_ticket"],
      ["C-3", "stopped", "complaint.id is C-3"],
    ]);
  });

  it("ends with a code of its own where changed code takes another path, and names the trace", async () => {
    project.save("triage.mjs", workflowFile.replace("days <= 30", "days <= 10"));
    const result = await casebook("");
    expect(result.code).toBe(7);
    expect(result.stdout).toMatch(/complaint C-1 .* approve → open_ticket .* new-path \(code changed\)/);
    expect(result.stdout).toContain("3 replayed: ");
  });

  it("runs the traces that are named, and says which are gone", async () => {
    const { traceId } = correct("C-1", "shipping");
    expect(await casebook(`--trace ${traceId}`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("1 identical"),
    });
    expect(await casebook(`--trace ${"f".repeat(32)}`)).toMatchObject({
      code: 7,
      stdout: expect.stringContaining("there is no such trace"),
    });
  });
});

describe("casebook replay --corrections", () => {
  it("posts what the code did with each, and shows it", async () => {
    corrections = [correct("C-1", "shipping"), correct("C-2", "shipping")];
    const result = await casebook("--corrections --commit abc");
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toMatch(
      /complaint C-1 {2}type {3}refund → shipping {2}approve → open_ticket {2}\+open_ticket -approve {2}new-path\n/,
    );
    expect(result.stdout).toMatch(/complaint C-2 .* open_ticket {12,}open_ticket .* new-path\n/);
    const [first] = posted.filter(({ labelId }) => labelId === "label-C-1");
    expect(first).toMatchObject({
      commit: "abc",
      verdict: "new-path",
      arm: "open_ticket",
      outcome: "open_ticket",
      path: [{ text: 'type.output === "refund" && days <= 30', value: false }],
      effects: [
        { name: "open_ticket", change: "new", input: { id: "C-1" } },
        { name: "approve", change: "dropped", input: { id: "C-1" } },
      ],
      branches: [{ name: "decide", recordedArm: "approve", arm: "open_ticket", hasRun: true }, { name: "triage" }],
    });
    expect(posted).toHaveLength(2);
  });

  it("puts the answer where the point reads it, and says why it cannot", async () => {
    const [one, other] = [correct("C-1", "shipping"), correct("C-2", "shipping")];
    corrections = [one, { ...other, spanId: "f".repeat(16) }];
    await casebook("--corrections --commit abc --json");
    expect(posted.map(({ labelId, verdict }) => [labelId, verdict]).sort()).toEqual([
      ["label-C-1", "new-path"],
      ["label-C-2", "stopped"],
    ]);
    expect(posted.find(({ verdict }) => verdict === "stopped")?.reason).toContain("has no key");
  });

  it("asks for the commit where nothing says it", async () => {
    expect(await casebook("--corrections")).toMatchObject({ code: 2, stderr: expect.stringContaining("--commit") });
  });

  it("says what is wrong with the configuration", async () => {
    project.save("empty.config.mjs", "export default { points: {} };");
    project.save("broken.config.mjs", 'import "./not-there.mjs";');
    expect(await casebook("--config empty.config.mjs")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("names no workflows"),
    });
    expect(await casebook("--config broken.config.mjs")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("cannot be loaded"),
    });
    expect(await casebook("--config nowhere.mjs")).toMatchObject({ code: 3 });
  });

  it("leaves out workflows that the configuration does not name, and says so once", async () => {
    project.save("other.config.mjs", "export default { points: {}, workflows: { other: () => 1 } };");
    const result = await casebook("--config other.config.mjs");
    expect(result).toMatchObject({ code: 0, stdout: "There is nothing to replay.\n" });
    expect(result.stderr).toBe('casebook: other.config.mjs names no workflow "triage"; its executions are left out.\n');
  });
});
