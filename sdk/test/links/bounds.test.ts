import { afterAll, beforeAll, expect, it } from "vitest";
import { wire } from "../../../lib/contract/wire";
import { startMemory } from "../capture/load-audited";
import { loadProgram, type Memory, record } from "./record";
import { body, claim } from "./shape";

let memory: Memory;

beforeAll(() => {
  memory = startMemory();
});
afterAll(() => memory.stop());

it("keeps room for rows where a thousand judgments meet in one variable", async () => {
  const loop = `let sum = 0;\nfor (let i = 0; i < 1000; i++) sum += (await ask("n")).output;\nif (sum > 3) return 1;`;
  const rows = await record(loadProgram(body(loop)), { type: "refund", n: 1 }, memory);
  const last = rows.find(({ text, kind }) => text === "sum > 3" && kind === "if");
  expect(last?.value).toBe(true);
  const [branch] = memory.branches();
  expect(branch?.rows.pv?.flat().length).toBeLessThanOrEqual(480);
  expect(JSON.parse(String(branch?.span.attributes[wire.lossy]))).toContain("links");
});

it("says nothing of links left out where none were", async () => {
  await record(loadProgram(body(`if (type.output === "refund") return 1;`)), { type: "refund" }, memory);
  expect(memory.branches()[0]?.span.attributes[wire.lossy]).toBeUndefined();
});

it("follows values past the rows that are kept of a site", async () => {
  const loop = `let last = 0;\nfor (let i = 0; i < 80; i++) {\n  last = i < 79 ? i : type.output.days;\n}\nif (last > 3) return 1;`;
  const rows = await record(loadProgram(body(loop)), { type: claim }, memory);
  expect(rows.find(({ text }) => text === "last > 3")?.links).toContainEqual(
    expect.objectContaining({ point: "type", via: "value", field: "output.days" }),
  );
});

it("asks nothing of a getter, a proxy or an object that cannot be looked at", async () => {
  const hostile = `const log = [];
const trap = new Proxy({}, { get: () => log.push("get"), getOwnPropertyDescriptor: () => log.push("descriptor"), getPrototypeOf: () => log.push("prototype"), ownKeys: () => log.push("keys") });
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const seen = { get field() { log.push("getter"); return 1; }, trap, revoked, inner: Object.create(trap) };
seen.label = type.output;
const list = [seen, trap, revoked];
list.push(type.output);
if (list.length + log.length > 4) return 1;
if (seen.label === "refund") return 2;`;
  const rows = await record(loadProgram(body(hostile)), { type: "refund" }, memory);
  expect(rows.find(({ text }) => text === "list.length + log.length > 4")?.value).toBe(false);
  expect(rows.find(({ text }) => text === 'seen.label === "refund"')?.links).toMatchObject([{ point: "type" }]);
});
