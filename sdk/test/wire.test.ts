import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { deciders, linkVias, stepKinds, tasks } from "../../lib/contract/vocabulary";
import { maxJsonBytes, wire, wireReused } from "../../lib/contract/wire";

const page = readFileSync(path.join(import.meta.dirname, "../../docs/reference/wire.md"), "utf8");

describe("docs/reference/wire.md", () => {
  it("describes exactly the attributes there are, each once", () => {
    const described = [...page.matchAll(/^\| `([a-z_]+\.[a-z_.]+)` \|/gm)].map(([, name]) => name);
    expect(described.sort()).toEqual([...Object.values(wire), ...Object.values(wireReused)].sort());
  });

  it("names every word of the vocabularies it uses", () => {
    const words = [...stepKinds.filter((kind) => kind !== "span"), ...tasks, ...deciders, ...linkVias];
    expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
    expect(page).toContain(`${maxJsonBytes / 1024} KiB`);
  });
});
