import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { conventions, lookedFor } from ".";

const page = readFileSync(path.join(import.meta.dirname, "../../docs/reference/recognition.md"), "utf8");

test("docs/reference/recognition.md lists every convention with its markers, in order", () => {
  const rows = [...page.matchAll(/^\| ([a-z-]+) \| (`.*`) \|$/gm)].map(([, name, markers]) => [name, markers]);
  expect(rows).toEqual(
    conventions.map(({ name, markers }) => [name, markers.map((marker) => `\`${marker}\``).join(", ")]),
  );
});

test("what was looked for names each marker once", () => {
  expect(lookedFor).toContain("gen_ai.operation.name");
  expect(new Set(lookedFor).size).toBe(lookedFor.length);
});
