import { describe, expect, it } from "vitest";
import { createFileFilter, marksPattern } from "./file-filter";

describe("the files that are looked at", () => {
  const root = "/repo";

  it("are sources outside node_modules, whatever the bundler hangs behind their names", () => {
    const fileOf = createFileFilter({ root });
    expect(fileOf("/repo/src/a.ts")).toBe("/repo/src/a.ts");
    expect(fileOf("/repo/src/a.tsx?t=17")).toBe("/repo/src/a.tsx");
    for (const id of [
      "/repo/node_modules/x/a.js",
      "/repo/a.d.ts",
      "/repo/a.css",
      "\0virtual.ts",
      "a.ts",
      "/repo/a.ts?raw",
    ])
      expect(fileOf(id)).toBeUndefined();
  });

  it("are narrowed by globs from the root and by patterns", () => {
    const fileOf = createFileFilter({ root, include: ["src/**", /\.flow\.js$/], exclude: "**/*.test.ts" });
    const files = [
      "/repo/src/a.ts",
      "/repo/other/b.flow.js",
      "/repo/other/c.ts",
      "/repo/src/a.test.ts",
      "/else/src/a.ts",
    ];
    expect(files.filter(fileOf)).toEqual(["/repo/src/a.ts", "/repo/other/b.flow.js"]);
  });

  it("hold the directive, nearly the directive, or the SDK's name", () => {
    const worthIt = ['"use audit";', '"use-audit"', 'import { workflow } from "casebook";', "require('casebook')"];
    expect(worthIt.filter((text) => !marksPattern.test(text))).toEqual([]);
    expect(marksPattern.test('import { start } from "casebook/otel"; // casebook')).toBe(false);
  });
});
