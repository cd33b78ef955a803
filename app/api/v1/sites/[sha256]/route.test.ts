import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "@/db/database";
import { setServerHandle } from "@/db/handle";
import { openTestDatabase, runCommand, testDialects } from "@/db/testing";
import { createByteBudget } from "@/lib/byte-budget";
import { maxSiteTableBytes } from "@/lib/contract/sites";
import { parseEnv } from "@/lib/env";
import { PUT } from "./route";

const text = (file: string) => JSON.stringify({ v: 1, file, language: "ts", source: "", functions: [], sites: [] });
const digestOf = (body: string | Uint8Array) => createHash("sha256").update(body).digest("hex");

describe.each(testDialects)("PUT /api/v1/sites/{sha256} on %s", (dialect) => {
  let db: Db;
  let key: string;
  let reader: string;
  const budget = createByteBudget(maxSiteTableBytes + 100_000);
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    setServerHandle({
      env: parseEnv({}),
      publicUrl: "",
      db,
      budget,
      write: (name, args) => runCommand(db, name, args),
    });
    const create = (scopes: ["ingest"] | ["read"]) => runCommand(db, "createKey", { project: "p", name: "k", scopes });
    key = (await create(["ingest"])).secret;
    reader = (await create(["read"])).secret;
  });
  afterAll(() => db.close());

  async function put(sha256: string, body: BodyInit, { bearer = key, encoding = "" } = {}) {
    const headers = { authorization: `Bearer ${bearer}`, ...(encoding && { "content-encoding": encoding }) };
    const request = new Request(`http://x/api/v1/sites/${sha256}`, { method: "PUT", body, headers });
    const response = await PUT(request, { params: Promise.resolve({ sha256 }) });
    return { status: response.status, body: await response.json() };
  }

  it("stores a table once, gzipped or not", async () => {
    const table = text("src/a.ts");
    const sha256 = digestOf(table);
    const stored = { sha256, file: "src/a.ts", size: table.length };
    expect(await put(sha256, gzipSync(table), { encoding: "gzip" })).toEqual({ status: 201, body: stored });
    expect(await put(sha256.toUpperCase(), table)).toEqual({ status: 200, body: stored });
    const { sites } = db.tables;
    expect(await db.orm.select({ project: sites.project, text: sites.text }).from(sites)).toEqual([
      { project: "p", text: table },
    ]);
  });

  it("keeps text letter for letter, and what no database stores as an escape", async () => {
    const table = `\n ${text("src/a\0\ud800.ts")} \n`;
    expect(await put(digestOf(table), table)).toMatchObject({ status: 201 });
    const { sites } = db.tables;
    const stored = await db.orm.select({ file: sites.file, text: sites.text }).from(sites);
    expect(stored).toContainEqual({ file: "src/a\\u0000\\ud800.ts", text: table });
  });

  it.each<[string, () => ReturnType<typeof put>, number, object]>([
    ["another digest", () => put("0".repeat(64), text("a")), 422, { code: "invalid:digest", field: "sha256" }],
    ["no JSON", () => put(digestOf("{"), "{"), 400, { code: "malformed:json", field: "body" }],
    ["another shape", () => put(digestOf("{}"), "{}"), 422, { code: "invalid:request", field: "v" }],
    [
      "too much",
      () => put("0".repeat(64), gzipSync(Buffer.alloc(maxSiteTableBytes + 1, " ")), { encoding: "gzip" }),
      413,
      { code: "too_large:body" },
    ],
    [
      "millions of wrong entries",
      () => {
        const wrong = `{"v":1,"file":"a","language":"ts","source":"","functions":[],"sites":[${"{},".repeat(2_500_000)}{}]}`;
        return put(digestOf(wrong), gzipSync(wrong), { encoding: "gzip" });
      },
      422,
      { code: "invalid:request", field: "sites.0.kind" },
    ],
    ["a key without the scope", () => put("0".repeat(64), "{}", { bearer: reader }), 403, { code: "forbidden:scope" }],
    ["no key of this server", () => put("0".repeat(64), "{}", { bearer: "x" }), 401, { code: "unauthenticated:key" }],
  ])("refuses %s", async (_, send, status, error) => {
    expect(await send()).toMatchObject({ status, body: { error } });
  });

  it("counts what it holds among the bytes of the whole process, and gives it back", async () => {
    const table = text("src/held.ts");
    const others = maxSiteTableBytes + 100_000 - table.length + 1;
    expect(budget.take(others)).toBe(true);
    const refused = { status: 503, body: { error: { code: "busy:bytes_in_flight" } } };
    expect(await put(digestOf(table), gzipSync(table), { encoding: "gzip" })).toMatchObject(refused);
    expect(budget.used()).toBe(others);
    budget.release(others);
    expect(await put(digestOf(table), table)).toMatchObject({ status: 201 });
    expect(await put("0".repeat(64), table)).toMatchObject({ status: 422 });
    expect(budget.used()).toBe(0);
  });

  it("takes a thousand tables", async () => {
    const tables = Array.from({ length: 1_000 }, (_, index) => text(`src/${index}.ts`));
    for (const table of tables) expect((await put(digestOf(table), table)).status).toBe(201);
    for (const table of tables.slice(0, 10)) expect((await put(digestOf(table), table)).status).toBe(200);
  });
});
