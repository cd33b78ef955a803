import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { envNames } from "../lib/env";

const read = (file: string) => readFileSync(file, "utf8");
const documents = [...globSync("*.md"), ...globSync("docs/**/*.md"), ...globSync("{examples,sdk}/**/*.md")].filter(
  (file) => !file.includes("node_modules"),
);

describe("ARCHITECTURE.md", () => {
  const text = read("ARCHITECTURE.md");
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path ?? "");
  const paths = quoted.filter((text) => /^[\w.[-][\w./[\]-]*(\/|\.(ts|tsx|mjs|md|example))$/.test(text));

  it("names paths that exist", () => {
    // A bare file name is what a folder's file is called, not where it is.
    const named = paths.filter((path) => path.includes("/") || path.startsWith("."));
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it.each(["a convention", "an export format", "a column", "an attribute", "a command", "a screen"])(
    "says what to touch for %s",
    (thing) => {
      const row = text.split("\n").find((line) => line.startsWith(`| ${thing}`));
      expect(row).toMatch(/`[a-z]+\/.+`/);
    },
  );
});

it.each(documents)("keeps the links of %s alive", (file) => {
  const targets = [...read(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target]) => target ?? "");
  const local = targets.filter((target) => !/^[a-z]+:/.test(target));
  expect(local.filter((target) => !existsSync(path.join(path.dirname(file), target)))).toEqual([]);
});

it("documents every setting in .env.example, and no other", () => {
  const documented = [...read(".env.example").matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  expect(documented.sort()).toEqual([...envNames].sort());
});

it("names scripts in CONTRIBUTING.md that exist", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const named = [...read("CONTRIBUTING.md").matchAll(/`npm run ([\w:]+)/g)].map(([, name]) => name ?? "");
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
