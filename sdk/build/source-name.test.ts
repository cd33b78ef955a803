import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { nameSource } from "./source-name";

const folder = mkdtempSync(path.join(tmpdir(), "casebook-name-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("names a file from its repository, else from its package, else as it is", () => {
  mkdirSync(path.join(folder, "repo/.git"), { recursive: true });
  mkdirSync(path.join(folder, "repo/app"), { recursive: true });
  writeFileSync(path.join(folder, "repo/app/package.json"), "{}");
  mkdirSync(path.join(folder, "copied/src"), { recursive: true });
  writeFileSync(path.join(folder, "copied/package.json"), "{}");
  expect(nameSource(path.join(folder, "repo/app/a.ts"))).toBe("app/a.ts");
  expect(nameSource(path.join(folder, "copied/src/a.ts"))).toBe("src/a.ts");
  expect(nameSource(path.join(folder, "alone.ts"))).toBe(path.join(folder, "alone.ts"));
});

it("names a file from the root that is given, where it lies inside", () => {
  expect(nameSource("/app/src/a.ts", "/app")).toBe("src/a.ts");
  expect(nameSource("/lib/a.ts", "/app")).toBe("/lib/a.ts");
});
