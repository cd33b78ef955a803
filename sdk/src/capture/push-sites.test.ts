import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text as readText } from "node:stream/consumers";
import { promisify } from "node:util";
import { createGunzip } from "node:zlib";
import { build } from "esbuild";
import { afterEach, expect, it } from "vitest";
import { pushSites } from "./push-sites";

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

type Received = { path: string; key: string | undefined; text: string };

/** A server that answers with the given statuses in turn, then with 200. */
async function listen(statuses: number[]): Promise<{ endpoint: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const text = await readText(request.pipe(createGunzip()));
    received.push({ path: request.url ?? "", key: request.headers.authorization, text });
    const status = statuses.shift() ?? 200;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status < 300 ? {} : { error: { code: "invalid:digest", message: "It differs." } }));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

const tableOf = (text: string) => ({ sha256: createHash("sha256").update(text).digest("hex"), text });
const quick = { firstWaitMs: 1 };

it("puts each table once, gzipped, with the key", async () => {
  const { endpoint, received } = await listen([201]);
  const table = tableOf('{"v":1}');
  const outcome = await pushSites([table, table], { endpoint: `${endpoint}/`, key: "k" }, quick);
  expect(outcome).toEqual({ stored: 1, refused: [], left: 0 });
  expect(received).toEqual([{ path: `/api/v1/sites/${table.sha256}`, key: "Bearer k", text: table.text }]);
});

it("repeats while the server is busy, and not once it refuses", async () => {
  const { endpoint, received } = await listen([503, 429, 422]);
  const table = tableOf("{}");
  expect(await pushSites([table], { endpoint }, quick)).toEqual({
    stored: 0,
    refused: [{ sha256: table.sha256, message: "422 It differs." }],
    left: 0,
  });
  expect(received).toHaveLength(3);
});

it("leaves what nobody acknowledged and says why", async () => {
  const busy = await listen([503, 503, 503]);
  const outcome = await pushSites([tableOf("{}")], busy, { ...quick, attempts: 3 });
  expect(outcome).toEqual({ stored: 0, refused: [], left: 1, reason: "the server answered 503" });
  const nobody = { endpoint: "http://127.0.0.1:1" };
  expect(await pushSites([tableOf("{}")], nobody, { ...quick, attempts: 2 })).toMatchObject({ stored: 0, left: 1 });
  expect(await pushSites([tableOf("{}")], { endpoint: "no address" }, { ...quick, attempts: 1 })).toMatchObject({
    left: 1,
  });
  const ended = await pushSites([tableOf("{}")], nobody, { signal: AbortSignal.abort() });
  expect(ended).toEqual({ stored: 0, refused: [], left: 1, reason: "it was ended" });
});

it("does not keep a process alive, neither for an answer nor for the next try", async () => {
  const silent = createServer(() => undefined);
  open.push(silent);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const contents = `import { pushSites } from "./push-sites";
    for (const port of [1, ${port}]) void pushSites([{ sha256: "a", text: "{}" }], { endpoint: "http://127.0.0.1:" + port });
    setTimeout(() => console.log("done"), 200);`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
  });
  const script = outputFiles[0]?.text ?? "";
  // A process that hangs is killed by the time limit, which rejects.
  const run = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    timeout: 10_000,
    cwd: path.dirname(import.meta.dirname),
  });
  expect((await run).stdout).toBe("done\n");
  silent.closeAllConnections();
});

it("says why nobody answered before it was ended, and not that it was ended", async () => {
  const tried = new AbortController();
  const server = { endpoint: "http://127.0.0.1:9" };
  const pushing = pushSites([tableOf("{}")], server, { signal: tried.signal, firstWaitMs: 60_000 });
  setTimeout(() => tried.abort(), 500);
  expect(await pushing).toMatchObject({ left: 1, reason: "connect ECONNREFUSED 127.0.0.1:9" });
});
