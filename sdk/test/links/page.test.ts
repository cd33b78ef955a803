import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { shapesPage } from "./page";
import { shapes } from "./shapes";

const page = readFileSync(path.join(import.meta.dirname, "../../../docs/reference/links.md"), "utf8");

describe("docs/reference/links.md", () => {
  it("lists every shape with the links its conditions carry", () => {
    const [, listed = ""] = page.split("<!-- made from sdk/test/links/shapes.ts -->\n");
    expect(listed.trim()).toBe(shapesPage(shapes));
  });
});
