import { execFileSync } from "node:child_process";
import { encodedMappings, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { siteTable } from "../../../lib/contract/sites";
import { type Transformed, transform } from ".";
import { sha256Of } from "./digest";

const file = "src/policy.ts";
const policy = `export function policy(type: string, days: number) {
  "use audit";
  if (type === "refund" && days <= 30) {
    return "approve";
  }
  return "reject";
}
`;

describe("the site table", () => {
  it("has the source, its functions and sites with their ranges, and is what its digest says", () => {
    const done = transform(policy, { file });
    expect(siteTable.parse(JSON.parse(done?.tableText ?? ""))).toEqual(done?.table);
    expect(done?.sha256).toBe(sha256Of(done?.tableText ?? ""));
    expect(done?.table).toMatchObject({ file, language: "ts", source: policy });
    expect(done?.table.functions).toEqual([{ name: "policy", at: [1, 7, 7, 1], returnsNames: true }]);
    expect(done?.table.sites.find(({ kind }) => kind === "if")).toEqual({
      kind: "if",
      fn: 0,
      at: [3, 6, 3, 37],
      // biome-ignore lint/suspicious/noThenProperty: the arm's name
      arms: { then: [3, 39, 5, 3] },
    });
  });

  it("counts columns in UTF-16 units and lines by any line end, a byte order mark included", () => {
    const source = '\uFEFFfunction f(é: string) { "use audit"; const x = "😀";\r\n  return é ? x : 1; }';
    const done = transform(source, { file: "f.js", language: "ts" });
    expect(done?.table.sites.filter(({ kind }) => kind === "ternary").map(({ at }) => at)).toEqual([[2, 9, 2, 10]]);
  });

  it("shows compiled code as what its author wrote, with the text where that differs", () => {
    const source = `enum Kind { Refund = "refund" }
export function policy(kind: Kind, days: number): string {
  "use audit";
  if (kind === Kind.Refund && days <= 30) return "approve";
  return "reject";
}
`;
    const compiled = transformSync(source, { loader: "ts", sourcefile: "policy.ts", sourcemap: true });
    const done = transform(compiled.code, { file, inputMap: JSON.parse(compiled.map) });
    expect(done?.table).toMatchObject({ source, language: "ts" });
    const at = done?.table.sites.filter(({ kind }) => kind === "if" || kind === "and").map((site) => site.at);
    expect(at?.map(([line, column]) => [line, column])).toEqual([
      [4, 6],
      [4, 6],
    ]);
    const whole = done?.table.sites.find(({ kind }) => kind === "if");
    expect(whole?.at).toEqual([4, 6, 4, 40]);
    const { map, code } = done ?? {};
    const line = (code ?? "").split("\n").findIndex((text) => text.includes('"reject"')) + 1;
    expect(originalPositionFor(new TraceMap(map as never), { line, column: 4 })).toMatchObject({ line: 5 });
  });

  it("ends a place where the author's text ends, however coarse the map of the compiled code is", () => {
    const source = `export function policy(type: string, days: number) {
  "use audit";
  return type === "refund" && days <= 30;
}
`;
    const code = `export function policy(type,days){"use audit";return type==="refund"&&days<=30}`;
    const segments: [number, number, number, number][] = [[code.indexOf("type=="), 0, 2, 9]];
    const mappings = encodedMappings(new TraceMap({ version: 3, sources: ["a.ts"], names: [], mappings: [segments] }));
    const inputMap = { version: 3, sources: ["a.ts"], sourcesContent: [source], names: [], mappings };
    const done = transform(code, { file, inputMap });
    const found = done?.table.sites.find(({ kind }) => kind === "return");
    expect(found).toMatchObject({ at: [3, 9, 3, 40] });
    expect(found).not.toHaveProperty("text");
  });
});

describe("the code", () => {
  it("keeps every line where it was and every character of the source", () => {
    const done = transform(`#!/usr/bin/env node\n${policy}`, { file });
    expect(done?.code.split("\n").length).toBe(policy.split("\n").length + 1);
    expect(done?.code.startsWith("#!/usr/bin/env node\n")).toBe(true);
  });

  it("maps an insertion to what it was put in front of", () => {
    const done = transform(policy, { file });
    const line = done?.code.split("\n")[2] ?? "";
    const place = originalPositionFor(new TraceMap(done?.map as never), { line: 3, column: line.indexOf("$cbv") });
    expect(place).toMatchObject({ source: file, line: 3, column: 6 });
  });

  it("is left alone where it has been instrumented already", () => {
    const done = transform(policy, { file });
    expect(transform(done?.code ?? "", { file })).toBeUndefined();
  });

  it("loads where the globals are frozen, and only runs there", () => {
    const { code } = transform('"use strict"; "use audit"; console.log((function f(a) { return a ? 1 : 2 })(3));', {
      file: "a.cjs",
    }) as Transformed;
    const run = "process.nextTick(() => { Object.freeze(globalThis); (0, eval)(process.argv[1]) })";
    const args = ["-e", run, `(function () { ${code} })()`];
    expect(execFileSync(process.execPath, args, { encoding: "utf8" })).toBe("1\n");
  });

  it("uses names that the source does not", () => {
    expect(transform(policy.replace("days: number", "$cbv: number, days: number"), { file })?.code).toContain(
      "$cb0_v(",
    );
  });
});

describe("what is marked", () => {
  const named = (source: string) => transform(source, { file })?.table.functions.map(({ name }) => name);

  it("is the function handed to workflow, under any name of it", () => {
    expect(named('import { workflow as w } from "casebook"; export const t = w("triage", () => 1);')).toEqual([
      "triage",
    ]);
    expect(named('import * as c from "casebook"; const run = () => 1; c.workflow("triage", run);')).toEqual(["triage"]);
    expect(named('const { workflow } = require("casebook"); workflow("triage", function () {});')).toEqual(["triage"]);
  });

  it("is not what judge, fact and action are handed", () => {
    const source = `import { judge, workflow } from "casebook";
workflow("triage", async (t) => (await judge({ point: "p", input: t }, (i) => i ? 1 : 2)).output ? 1 : 2);`;
    expect(named(source)).toEqual(["triage"]);
  });

  it("is every function of a module with the directive", () => {
    expect(named('"use audit"; const f = () => 1; class C { m() { return 1 } }')).toEqual(["f", "m"]);
  });

  it("is nothing in a module that says nothing", () => {
    expect(transform("export const f = (a) => (a ? 1 : 2);", { file })).toBeUndefined();
    expect(transform(`export const f = (a) => a${" + 1".repeat(20_000)};`, { file })).toBeUndefined();
  });
});

describe("what stands in the way", () => {
  const told = (source: string) => transform(source, { file });

  it.each([
    ["a syntax error", 'function f() { "use audit"; if ( }', /cannot be parsed/],
    ["other quotes", "function f() { `use audit`; return 1 }", /plain quotes/],
    ["a misspelt directive", 'function f() { "use-audit"; return 1 }', /the directive is "use audit"/],
    ["a directive behind other statements", 'function f() { g(); "use audit"; }', /first statement/],
    ["an arrow that returns it", 'const f = () => "use audit";', /what this arrow function returns/],
    ["eval", 'function f(a) { "use audit"; eval("a = 1"); return a ? 1 : 2 }', /eval/],
    [
      "a Symbol of its own",
      'const Symbol = 1; function f(a) { "use audit"; return a ? 1 : 2 }',
      /declares its own `Symbol`/,
    ],
    [
      "a sum of thousands of terms",
      `function f(a) { "use audit"; return a${" + 1".repeat(20_000)}; }`,
      /left as it is: it is nested too deeply/,
    ],
  ])("%s leaves the source as it is, with one warning", (_title, source, message) => {
    const done = told(source);
    expect(done?.code).toBe(source);
    expect(done?.warnings).toEqual([{ file, line: 1, message: expect.stringMatching(message) }]);
  });
});
