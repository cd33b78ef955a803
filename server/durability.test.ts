import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { ulid } from "ulid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "@/db/open";
import { judgmentId } from "@/lib/contract/judgment";
import { jsonSpan, stringAttribute, tracesBody } from "./testing/otlp-bodies";
import { createRandom, randomHex } from "./testing/random";
import { bundleTestServer, createDataFolder, type SpawnedServer, spawnServer, testKey } from "./testing/spawn-server";

const seed = 20_261_121;
const kills = 20;
const clients = 6;
const tracesPerRequest = 3;

type Placed = { traceId: string; spanId: string };
/** One thing to send; the same bytes every time it is sent. */
type Parcel = { path: string; body: string; spans: Placed[]; labelId?: string };

/** What the client knows: everything it made, and what a 200 or 201 has promised to be safe. */
type Ledger = { unsent: Parcel[]; acknowledged: Parcel[] };

const random = createRandom(seed);
const data = createDataFolder();
let outdir: string;

beforeAll(async () => {
  outdir = await bundleTestServer("durability");
}, 60_000);
afterAll(() => data.remove());

it(`keeps what it acknowledged, each span and label once, through ${kills} SIGKILLs (seed ${seed})`, async () => {
  const ledger: Ledger = { unsent: [], acknowledged: [] };
  for (let round = 0; round < kills; round++) {
    const server = await start();
    await expectStored(ledger, "at least");
    const killed = { yes: false };
    const before = ledger.acknowledged.length;
    const work = Promise.all(Array.from({ length: clients }, () => workUntilKilled(server, ledger, killed)));
    while (ledger.acknowledged.length === before) await sleep(5);
    await sleep(random() * 400);
    killed.yes = true;
    await server.stop("SIGKILL");
    await work;
  }
  const server = await start();
  while (ledger.unsent.length > 0) await deliver(server, ledger, ledger.unsent.shift() as Parcel);
  await server.stop("SIGTERM");
  await expectStored(ledger, "exactly");
  const labels = ledger.acknowledged.filter(({ labelId }) => labelId !== undefined).length;
  console.log(`${kills} kills: ${spansOf(ledger).length} spans and ${labels} labels, each once`);
  expect(labels).toBeGreaterThan(kills);
}, 300_000);

const start = () => spawnServer(outdir, { DATABASE_URL: data.url });

/** Sends what is left from before, else something new; an acknowledged judgment is labelled next. */
async function workUntilKilled(server: SpawnedServer, ledger: Ledger, killed: { yes: boolean }): Promise<void> {
  while (!killed.yes) {
    const parcel = ledger.unsent.shift() ?? createTraces();
    if (!(await deliver(server, ledger, parcel))) return;
    const [judged] = parcel.labelId === undefined ? parcel.spans : [];
    if (judged && !killed.yes && !(await deliver(server, ledger, createLabel(judged)))) return;
  }
}

/** @returns whether it was acknowledged; if not, it waits to be sent again */
async function deliver(server: SpawnedServer, ledger: Ledger, parcel: Parcel): Promise<boolean> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${testKey}` };
  const response = await fetch(server.url + parcel.path, { method: "POST", body: parcel.body, headers }).catch(
    () => null,
  );
  if (response === null) {
    ledger.unsent.push(parcel);
    return false;
  }
  expect([200, 201]).toContain(response.status);
  ledger.acknowledged.push(parcel);
  return true;
}

function createTraces(): Parcel {
  const spans = Array.from({ length: tracesPerRequest }, () => {
    const traceId = randomHex(random, 32);
    const workflow = { traceId, spanId: randomHex(random, 16) };
    const judgment = { traceId, spanId: randomHex(random, 16) };
    return { workflow, judgment };
  });
  const body = tracesBody(
    ...spans.flatMap(({ workflow, judgment }) => [
      jsonSpan({ ...judgment, parentSpanId: workflow.spanId, name: "complaint_type", attributes: judgmentAttributes }),
      jsonSpan({ ...workflow, name: "triage", attributes: [stringAttribute("casebook.kind", "workflow")] }),
    ]),
  );
  return { path: "/v1/traces", body, spans: spans.flatMap(({ workflow, judgment }) => [judgment, workflow]) };
}

const judgmentAttributes = [
  stringAttribute("casebook.kind", "judgment"),
  stringAttribute("casebook.name", "complaint_type"),
  stringAttribute("casebook.judgment.task", "classify"),
  stringAttribute("casebook.judgment.choices", '["refund","fraud"]'),
  stringAttribute("casebook.input", '{"text":"where is my money"}'),
  stringAttribute("casebook.output", '"refund"'),
];

function createLabel(judged: Placed): Parcel {
  const labelId = ulid();
  const body = JSON.stringify({
    project: "default",
    judgmentId: judgmentId({ ...judged, ordinal: 0 }),
    request: { verdict: "correct", labelId },
    author: { id: "tester", name: "Tester" },
    publicUrl: "http://casebook.test",
  });
  return { path: "/write/recordLabel", body, spans: [], labelId };
}

async function expectStored(ledger: Ledger, how: "at least" | "exactly"): Promise<void> {
  const db = await openDatabase({ url: data.url, mode: "read" });
  const { spans, labels, judgments, cases } = db.tables;
  const storedSpans = (await db.orm.select({ traceId: spans.traceId, spanId: spans.spanId }).from(spans)).map(keyOf);
  const storedLabels = (await db.orm.select({ id: labels.id }).from(labels)).map(({ id }) => id);
  const ledgerSpans = spansOf(ledger).map(keyOf);
  const ledgerLabels = ledger.acknowledged.flatMap(({ labelId }) => labelId ?? []);
  if (how === "at least") {
    expect(missing(ledgerSpans, storedSpans)).toEqual([]);
    expect(missing(ledgerLabels, storedLabels)).toEqual([]);
  } else {
    expect(storedSpans.sort()).toEqual(ledgerSpans.sort());
    expect(storedLabels.sort()).toEqual(ledgerLabels.sort());
    expect(await db.orm.select({ seq: judgments.seq }).from(judgments)).toHaveLength(ledgerSpans.length / 2);
    expect(await db.orm.select({ id: cases.id }).from(cases)).toHaveLength(ledgerLabels.length);
    expect(await db.all(sql`pragma integrity_check`)).toEqual([{ integrity_check: "ok" }]);
  }
  await db.close();
}

const spansOf = (ledger: Ledger) => ledger.acknowledged.flatMap(({ spans }) => spans);
const keyOf = ({ traceId, spanId }: Placed) => `${traceId}-${spanId}`;

function missing(wanted: string[], stored: string[]): string[] {
  const known = new Set(stored);
  return wanted.filter((key) => !known.has(key));
}
