import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { readInputMap } from "./input-map";

const folder = mkdtempSync(path.join(tmpdir(), "casebook-map-"));
const file = path.join(folder, "a.js");
const source = path.join(folder, "src/a.ts");
const map = { version: 3, sources: ["src/a.ts"], sourcesContent: ["let a: 1;"], names: [], mappings: "AAAA" };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inline = (text: string) =>
  `x\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(text).toString("base64")}\n`;

it("reads a map inside the code and one beside it, with absolute sources", () => {
  writeFileSync(path.join(folder, "a.js.map"), JSON.stringify(map));
  for (const code of [inline(JSON.stringify(map)), "x\n//# sourceMappingURL=a.js.map"])
    expect(readInputMap(code, file)).toMatchObject({ sources: [source], sourcesContent: ["let a: 1;"] });
});

it("is undefined where there is no map, or none that can be read", () => {
  for (const code of ["x", "x\n//# sourceMappingURL=missing.map", inline("{"), inline('{"version":2}')])
    expect(readInputMap(code, file)).toBeUndefined();
});
