import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadAudited, readRows, startMemory } from "../../test/capture/load-audited";
import { constructs } from "./constructs.fixture";

let memory: ReturnType<typeof startMemory>;

beforeAll(() => {
  memory = startMemory();
});
afterAll(() => memory.stop());

describe("what is recorded of", () => {
  it.each(constructs)("$title", ({ body, args, arm, rows }) => {
    const { exports, table } = loadAudited(`import { workflow } from "casebook";
export const run = workflow("run", (...args: any[]) => (decide as any)(...args));
function decide(a: any, b?: any) { "use audit";
${body}
}`);
    const before = memory.branches().length;
    exports.run(...args);
    const branch = memory.branches()[before];
    expect(branch).toMatchObject({ name: "decide", arm });
    const seen = branch ? readRows(branch.rows, table) : [];
    expect(seen.filter(([kind]) => kind !== "param")).toEqual(rows);
  });
});

it("records what an await in a condition gave", async () => {
  const { exports, table } = loadAudited(`import { workflow } from "casebook";
export const run = workflow("awaiting", async (a: number) => ((await Promise.resolve(a)) > 3 ? "yes" : "no"));`);
  await exports.run(5);
  const branch = memory.branches().find(({ name }) => name === "awaiting");
  expect(branch && readRows(branch.rows, table)).toContainEqual(["operand", "await Promise.resolve(a)", 5]);
});
