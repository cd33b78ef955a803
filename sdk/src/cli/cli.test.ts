import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable, Writable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { decodeLogs, decodeTraces } from "../../../lib/otlp/decode";
import { exitCodes, exitMeanings } from "./exit-codes";
import { exportCommand } from "./export";
import { importCommand } from "./import";
import { main } from "./main";
import { replayCommand } from "./replay";
import { sitesCommand } from "./sites";

let folder: string;
let server: Server;
let url: string;
let spans: string[];
let logs: number;
let answer: () => { status: number; body: string | Buffer; headers?: Record<string, string> };
let requests: { url: string | undefined; key: string | undefined }[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "casebook-cli-"));
  [spans, logs, requests] = [[], 0, []];
  answer = () => ({ status: 200, body: "{}" });
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const bytes = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
    requests.push({ url: request.url, key: request.headers.authorization });
    const { status, body: said, headers } = answer();
    if (status === 200 && request.url === "/v1/traces") {
      spans.push(...decodeTraces(bytes, "application/json").items.map((span) => span.name));
    }
    if (status === 200 && request.url === "/v1/logs") logs += decodeLogs(bytes, "application/json").items.length;
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve));
});

async function casebook(args: string[], stdin = "") {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) =>
    new Writable({
      write: (chunk, _encoding, done) => {
        written[name] += String(chunk);
        done();
      },
    });
  const env = { CASEBOOK_URL: url, CASEBOOK_API_KEY: "key-1" };
  const code = await main(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    env,
  });
  return { code, ...written };
}

function traceLine(name: string, extra = ""): string {
  const span = {
    traceId: "5b8efff798038103d269b633813fc60c",
    spanId: Buffer.from(name.padEnd(8, "_").slice(-8)).toString("hex"),
    name,
    startTimeUnixNano: "1754500000000000001",
    endTimeUnixNano: "1754500000000000002",
    attributes: [{ key: "casebook.input", value: { stringValue: extra } }],
  };
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
}

describe("casebook import", () => {
  it("sends every line of every file once, traces and logs, gzipped or not, under the key", async () => {
    const names = Array.from({ length: 300 }, (_, index) => `span${index}`);
    const log = { timeUnixNano: "1754500000000000001", body: { stringValue: "x" } };
    const one = file("one.jsonl", `${names.map((name) => traceLine(name, "y".repeat(5_000))).join("\r\n\n")}\n`);
    const two = file(
      "two.jsonl.gz",
      gzipSync(JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [log] }] }] })),
    );
    const result = await casebook(["import", one, two, "--json"]);
    expect(result).toMatchObject({ code: exitCodes.ok, stderr: "" });
    expect(JSON.parse(result.stdout)).toEqual({ files: 2, requests: 301, spans: 300, logs: 1, refused: 0 });
    expect(spans.sort()).toEqual(names.sort());
    expect(logs).toBe(1);
    expect(new Set(requests.map(({ key }) => key))).toEqual(new Set(["Bearer key-1"]));
  });

  it("reads standard input", async () => {
    expect(await casebook(["import", "-"], traceLine("only"))).toMatchObject({
      code: exitCodes.ok,
      stdout: "Imported 1 spans in 1 requests.\n",
    });
    expect(spans).toEqual(["only"]);
  });

  it.each([
    ["text", "hello", "is not JSON"],
    ["other JSON", "[1]", "has no resourceSpans"],
    ["null", "null", "has no resourceSpans"],
  ])("stops at a line that is %s and names it", async (_name, line, message) => {
    const bad = file("bad.jsonl", `${traceLine("first")}\n${line}\n`);
    const result = await casebook(["import", bad]);
    expect(result).toMatchObject({ code: exitCodes.input, stdout: "" });
    expect(result.stderr).toContain(`${bad}:2: `);
    expect(result.stderr).toContain(message);
  });

  it("names the file that cannot be read", async () => {
    const missing = path.join(folder, "missing.jsonl");
    expect(await casebook(["import", missing])).toMatchObject({ code: exitCodes.input });
  });

  it("ends with a code of its own when spans were refused", async () => {
    answer = () => ({ status: 200, body: '{"partialSuccess":{"rejectedSpans":"1","errorMessage":"span 0: no id"}}' });
    const result = await casebook(["import", file("a.jsonl", traceLine("a"))]);
    expect(result).toMatchObject({
      code: exitCodes.partial,
      stdout: "Imported 0 spans in 1 requests. 1 were refused.\n",
    });
    expect(result.stderr).toContain("a.jsonl:1: span 0: no id");
  });

  it("passes on why the server refused", async () => {
    answer = () => ({ status: 401, body: '{"message":"This key is not known."}' });
    const result = await casebook(["import", file("a.jsonl", traceLine("a"))]);
    expect(result.code).toBe(exitCodes.refused);
    expect(result.stderr).toContain("a.jsonl:1: The server answered 401: This key is not known.");
  });

  it("waits for a busy server and goes on", async () => {
    let busy = 2;
    answer = () => (busy-- > 0 ? { status: 503, body: "{}" } : { status: 200, body: "{}" });
    expect((await casebook(["import", file("a.jsonl", traceLine("a"))])).code).toBe(exitCodes.ok);
    expect(spans).toEqual(["a"]);
  });
});

describe("casebook export", () => {
  it("writes data to standard output", async () => {
    answer = () => ({ status: 200, body: '{"v":1}\n' });
    const result = await casebook(["export", "S1", "--version", "3", "--split", "dev"]);
    expect(result).toEqual({ code: exitCodes.ok, stdout: '{"v":1}\n', stderr: "" });
    expect(requests[0]?.url).toBe("/api/v1/suites/S1/export?format=jsonl&version=3&split=dev");
  });

  it("unpacks tests into the folder that is named", async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from("one"), "casebook-tests/point.test.ts");
    zip.addBuffer(Buffer.from("two"), "casebook-tests/point.cases.jsonl");
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
    answer = () => ({ status: 200, body: Buffer.concat(chunks) });
    const out = path.join(folder, "tests");
    const result = await casebook(["export", "S1", "--format", "vitest", "--out", out, "--json"]);
    expect(JSON.parse(result.stdout).files).toHaveLength(2);
    expect(readFileSync(path.join(out, "point.test.ts"), "utf8")).toBe("one");
    expect(readFileSync(path.join(out, "point.cases.jsonl"), "utf8")).toBe("two");
  });

  it.each([
    [["export"], "Which suite?"],
    [["export", "S1", "--format", "xml"], "--format is one of"],
    [["export", "S1", "--format", "vitest"], "--out"],
    [["export", "S1", "--nope"], "--nope"],
    [["nonsense"], 'no command "nonsense"'],
  ])("says what is wrong with %j", async (args, message) => {
    const result = await casebook(args);
    expect(result.code).toBe(exitCodes.usage);
    expect(result.stderr).toContain(message);
  });
});

describe("docs/reference/cli.md", () => {
  const page = readFileSync(path.join(import.meta.dirname, "../../../docs/reference/cli.md"), "utf8");

  it("has the usage of every command and every exit code", () => {
    expect(page).toContain(importCommand.usage);
    expect(page).toContain(exportCommand.usage);
    expect(page).toContain(replayCommand.usage);
    expect(page).toContain(sitesCommand.usage);
    const table = Object.entries(exitCodes).map(([name, code]) => [
      String(code),
      exitMeanings[name as keyof typeof exitCodes],
    ]);
    expect([...page.matchAll(/^\| (\d) \| (.+) \|$/gm)].map(([, code, meaning]) => [code, meaning])).toEqual(table);
  });
});
