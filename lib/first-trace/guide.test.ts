import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { environmentPaste, firstTraceRecipes } from "./snippets";

const guide = readFileSync(path.join(import.meta.dirname, "../../docs/guides/first-trace.md"), "utf8");

it("docs/guides/first-trace.md shows what the empty Overview shows", () => {
  expect(guide).toContain(environmentPaste({ endpoint: "http://127.0.0.1:3000", key: "YOUR_KEY" }).text);
  for (const { title, pastes } of firstTraceRecipes) {
    expect(guide).toContain(`## ${title}`);
    for (const { text } of pastes) expect(guide).toContain(text);
  }
});
