import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable, Writable } from "node:stream";
import { text as readText } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { exitCodes } from "./exit-codes";
import { main } from "./main";

let folder: string;
let server: Server;
let endpoint: string;
let received: Map<string, string>;
let refuses: (text: string) => boolean;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "casebook-sites-"));
  received = new Map();
  refuses = () => false;
  server = createServer(async (request, response) => {
    const text = await readText(request.pipe(createGunzip()));
    received.set(request.url ?? "", text);
    const isRefused = refuses(text);
    response.writeHead(isRefused ? 422 : 201, { "content-type": "application/json" });
    response.end(JSON.stringify(isRefused ? { error: { code: "invalid:request", message: "v: is wrong" } } : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve));
});

async function casebook(...args: string[]) {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) =>
    new Writable({
      write: (chunk, _encoding, done) => {
        written[name] += String(chunk);
        done();
      },
    });
  const env = { CASEBOOK_URL: endpoint, CASEBOOK_API_KEY: "k" };
  const io = { stdin: Readable.from([]), stdout: sink("stdout"), stderr: sink("stderr"), env };
  return { code: await main(["sites", ...args], io), ...written };
}

/** Writes a table as a build does. */
function writeTable(below: string, text: string): string {
  const sha256 = createHash("sha256").update(text).digest("hex");
  mkdirSync(path.join(folder, below), { recursive: true });
  writeFileSync(path.join(folder, below, `${sha256}.json`), text);
  return sha256;
}

it("sends every table below a folder, and nothing else", async () => {
  const one = writeTable("dist/casebook-sites", '{"v":1,"file":"a.ts"}');
  const two = writeTable("dist/server/casebook-sites", '{"v":1,"file":"b.ts"}');
  writeTable("dist/node_modules/x", '{"v":1,"file":"c.ts"}');
  writeFileSync(path.join(folder, "dist/manifest.json"), "{}");
  const { code, stdout } = await casebook("push", folder);
  expect({ code, stdout }).toEqual({ code: exitCodes.ok, stdout: "Sent 2 site tables.\n" });
  expect(received).toEqual(
    new Map([
      [`/api/v1/sites/${one}`, '{"v":1,"file":"a.ts"}'],
      [`/api/v1/sites/${two}`, '{"v":1,"file":"b.ts"}'],
    ]),
  );
});

it("sends a file of any name, and says it in JSON", async () => {
  const file = path.join(folder, "table.json");
  writeFileSync(file, "{}");
  const { stdout } = await casebook("push", file, "--json");
  expect(JSON.parse(stdout)).toEqual({ tables: 1, stored: 1, refused: [] });
});

it("names what the server refused", async () => {
  const wrong = writeTable(".", "wrong");
  writeTable(".", "right");
  refuses = (text) => text === "wrong";
  const some = await casebook("push", folder);
  expect(some.code).toBe(exitCodes.partial);
  expect(some.stderr).toBe(`${path.join(folder, `${wrong}.json`)}: 422 v: is wrong\n`);
  refuses = () => true;
  expect((await casebook("push", folder)).code).toBe(exitCodes.refused);
});

it.each([
  [["push"], exitCodes.usage],
  [["pull", "x"], exitCodes.usage],
  [["push", "/nowhere/at/all"], exitCodes.input],
])("ends %j with %i", async (args, code) => {
  expect((await casebook(...args)).code).toBe(code);
});

it("says where there is nothing to send", async () => {
  const { code, stderr } = await casebook("push", folder);
  expect({ code, stderr }).toEqual({
    code: exitCodes.input,
    stderr: `casebook: ${folder}: there are no site tables.\n`,
  });
});
