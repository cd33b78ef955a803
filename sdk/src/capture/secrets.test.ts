import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadAudited, startMemory } from "../../test/capture/load-audited";
import { action } from "../action";
import { configure } from "../configure";
import { fact } from "../fact";
import { judge } from "../judge";
import { workflow } from "../workflow";

let memory: ReturnType<typeof startMemory>;

beforeEach(() => {
  memory = startMemory();
});
afterEach(() => {
  configure({ redactPaths: [], redactPatterns: [] });
  return memory.stop();
});

/** All that the branch spans of one call hold, as text. */
function written(source: string, ...args: unknown[]): string {
  const { exports } = loadAudited(`"use audit"; export ${source}`);
  const [run] = Object.values(exports) as ((...args: unknown[]) => unknown)[];
  workflow("outer", () => void run?.(...args))();
  const branches = memory.branches();
  expect(branches).not.toEqual([]);
  return JSON.stringify(branches.map(({ span }) => span.attributes));
}

const user = { ok: true, password: "hunter2-hunter2", apiKey: "sk-4711-4711" };

const error = (text: string) => new Error(`for ${text}`);
const fail = (text: string): never => {
  throw error(text);
};

describe("a secret", () => {
  it.each([
    ["that is returned", "function f(u: any) { const token = u.apiKey; if (token) return token; return null }"],
    [
      "that a choice returns",
      "function f(u: any) { const password = u.password; return password ? password : 'none' }",
    ],
    [
      "in a longer text",
      "function f(u: any) { const apiKey = u.apiKey; const h = 'Bearer ' + apiKey; return h ? h : 0 }",
    ],
    ["in a template", "function f({ ok, password }: any) { const t = ok ? `pw=$" + "{password}` : ''; return t }"],
    [
      "that is taken apart under another name",
      "function f({ password: p, apiKey: [k] }: any) { return p && k ? 1 : 2 }",
    ],
    ["that is taken apart in the body", "function f(u: any) { const { password: p } = u; if (p) return 1; return 2 }"],
    [
      "that is handed on",
      "function f(u: any) { return g(u.password) ? 1 : 2; function g(v: any) { return v === 1 ? v : 0 } }",
    ],
    ["read by a name in brackets", 'function f(u: any) { const x = u["password"]; return x ? 1 : 2 }'],
    [
      "in an error",
      "function f(u: any) { try { if (u) throw new Error('for ' + u.password) } catch (e) { return 1 } }",
    ],
  ])("%s is not recorded", (_, source) => {
    const text = written(source, user);
    expect(text).not.toContain(user.password);
    expect(text).not.toContain(user.apiKey);
  });

  it("that is a random read is not recorded among the reads either", () => {
    const text = written("function f() { const sessionToken = crypto.randomUUID(); return sessionToken ? 1 : 2 }");
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it("by the team's paths and patterns is not in the outcome or an error", () => {
    configure({ redactPaths: ["order.email"], redactPatterns: [/\d{3}-\d{2}-\d{4}/] });
    const order = { email: "ann@example.org" };
    expect(written("function f(order: any) { if (order) return order }", order)).not.toContain(order.email);
    const thrower = "function f(n: any) { try { if (n) throw new Error('ssn 123-45-' + n) } catch (e) { return 1 } }";
    expect(written(thrower, 6789)).not.toContain("123-45-6789");
  });

  it.each<[string, () => unknown]>([
    ["a workflow", () => workflow("outer", (given: typeof user) => fail(given.password))(user)],
    [
      "a workflow that an audited function threw through",
      () => {
        const { exports } = loadAudited(
          `"use audit"; export function f(u: any) { const apiKey = u.apiKey; if (apiKey) throw new Error("with " + apiKey) }`,
        );
        return workflow("outer", () => exports.f(user))();
      },
    ],
    [
      "a workflow around the one that was given it",
      () => workflow("outer", () => workflow("inner", (given: typeof user) => fail(given.password))(user))(),
    ],
    [
      "a judgment",
      () => workflow("outer", () => judge({ point: "type", input: user }, () => Promise.reject(error(user.apiKey))))(),
    ],
    ["a fact", () => workflow("outer", (given: typeof user) => fact("account", () => fail(given.apiKey)))(user)],
    [
      "an action",
      () => workflow("outer", () => action("pay", { effect: true, input: user }, () => fail(user.password)))(),
    ],
    [
      "a workflow, where it stood inside a redacted object",
      () =>
        workflow("outer", (given: { credentials: { basic: string[] } }) => fail(given.credentials.basic.join()))({
          credentials: { basic: [user.password] },
        }),
    ],
  ])("is not in what %s failed with", async (_, run) => {
    await expect((async () => run())()).rejects.toThrow(/hunter2|4711/);
    const spans = memory.spans().map(({ attributes, status }) => ({ attributes, status }));
    expect(spans.some(({ attributes }) => attributes["casebook.error"] !== undefined)).toBe(true);
    expect(JSON.stringify(spans)).not.toMatch(/hunter2|4711/);
    expect(JSON.stringify(spans)).toContain("error.message");
  });

  it("by the team's patterns is not in a span's status or a property's name", () => {
    configure({ redactPatterns: [/\d{3}-\d{2}-\d{4}/] });
    const people = { "123-45-6789": { age: 3 }, ann: { age: 4 } };
    const text = written("function f(people: any) { if (people) return people; }", people);
    expect(text).toContain("ann");
    expect(text).not.toContain("123-45-6789");
    expect(() => workflow("outer", (given: object) => fail(Object.keys(given)[0] ?? ""))(people)).toThrow("6789");
    const spans = JSON.stringify(memory.spans().map(({ attributes, status }) => ({ attributes, status })));
    expect(spans).toContain("ann");
    expect(spans).not.toContain("123-45-6789");
  });

  it("in an object that is redacted is not recorded anywhere else", () => {
    const source = "function f({ credentials }: any) { const [first] = credentials.basic; return first ? first : 1 }";
    expect(written(source, { credentials: { basic: [user.password] } })).not.toContain(user.password);
  });

  it("hides no short text that only looks alike", () => {
    expect(
      written("function f(token: any, type: any) { return token && type ? type : 1 }", "refund", "refund"),
    ).toContain('\\"refund\\"');
  });
});
