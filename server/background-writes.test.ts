import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "@/db/open";
import { jsonSpan, tracesBody } from "./testing/otlp-bodies";
import { bundleTestServer, createDataFolder, type SpawnedServer, spawnServer, testKey } from "./testing/spawn-server";

const requests = 5;
const spansPerRequest = 500;

const data = createDataFolder();
let outdir: string;

beforeAll(async () => {
  outdir = await bundleTestServer("background-writes");
}, 60_000);
afterAll(() => data.remove());

it("derives a long trace whole after the server was killed with some of it behind", async () => {
  const first = await spawnServer(outdir, { DATABASE_URL: data.url });
  for (let request = 0; request < requests; request++) await send(first, request);
  await first.stop("SIGKILL");
  const second = await spawnServer(outdir, { DATABASE_URL: data.url });
  const db = await openDatabase({ url: data.url, mode: "read" });
  const stepCount = async () => (await db.orm.select().from(db.tables.traces))[0]?.stepCount;
  while ((await stepCount()) !== requests * spansPerRequest) await sleep(50);
  expect(await db.orm.select().from(db.tables.staleTraces)).toEqual([]);
  await db.close();
  await second.stop("SIGTERM");
}, 60_000);

async function send(server: SpawnedServer, request: number): Promise<void> {
  const spans = Array.from({ length: spansPerRequest }, (_, index) =>
    jsonSpan({ spanId: (request * spansPerRequest + index + 1).toString(16).padStart(16, "0") }),
  );
  const headers = { "content-type": "application/json", authorization: `Bearer ${testKey}` };
  const response = await fetch(`${server.url}/v1/traces`, { method: "POST", headers, body: tracesBody(...spans) });
  expect(response.status).toBe(200);
}
