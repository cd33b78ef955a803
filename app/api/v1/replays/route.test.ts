import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "@/db/database";
import { setServerHandle } from "@/db/handle";
import { openTestDatabase, runCommand, testDialects } from "@/db/testing";
import { createByteBudget } from "@/lib/byte-budget";
import { parseEnv } from "@/lib/env";
import { POST } from "./route";

const levels = 20_000;
const deepList = `${"[".repeat(levels)}${"]".repeat(levels)}`;
const deepObject = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const rest =
  '"traceId":"0123456789abcdef0123456789abcdef","labelId":"l","commit":"c","path":[],"arm":null,"verdict":"identical"';

describe.each(testDialects)("POST /api/v1/replays on %s", (dialect) => {
  let db: Db;
  let key: string;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const budget = createByteBudget(0);
    setServerHandle({
      env: parseEnv({}),
      publicUrl: "",
      db,
      budget,
      write: (name, args) => runCommand(db, name, args),
    });
    key = (await runCommand(db, "createKey", { project: "p", name: "k", scopes: ["write"] })).secret;
  });
  afterAll(() => db.close());

  async function post(body: string) {
    const headers = { authorization: `Bearer ${key}` };
    const request = new Request("http://x/api/v1/replays", { method: "POST", body, headers });
    const response = await POST(request, { params: Promise.resolve({}) });
    return { status: response.status, body: await response.json() };
  }

  it.each([
    ["an outcome", `{${rest},"effects":[],"outcome":${deepList}}`, "outcome"],
    [
      "an effect's input",
      `{${rest},"effects":[{"name":"a","change":"new","input":${deepObject}}],"outcome":null}`,
      "effects",
    ],
    ["a field it does not know", `{${rest},"effects":[],"outcome":null,"more":${deepObject}}`, "more"],
    ["a body", deepList, "body"],
  ])("refuses %s of thousands of levels, and names the field", async (_, body, field) => {
    expect(await post(body)).toMatchObject({ status: 422, body: { error: { code: "invalid:request", field } } });
  });

  it("takes what a trace can hold: it comes to the label, which is not there", async () => {
    const outcome = `${"[".repeat(64)}${"]".repeat(64)}`;
    expect(await post(`{${rest},"effects":[],"outcome":${outcome}}`)).toMatchObject({
      status: 404,
      body: { error: { code: "not_found:label" } },
    });
  });
});
