import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeLogs, decodeTraces } from "./decode";

test("x", () => {
  const root = path.join(import.meta.dirname, "../conventions/__fixtures__/otlp");
  const index = JSON.parse(readFileSync(path.join(root, "index.json"), "utf8"));
  for (const c of index.captures)
    for (const r of c.requests) {
      let b: Buffer = readFileSync(path.join(root, r.file));
      if (r.file.endsWith(".gz")) b = gunzipSync(b);
      const d = (r.path.endsWith("logs") ? decodeLogs : decodeTraces)(b, r.headers["content-type"]);
      expect([d.items.length, d.refusals, d.warnings]).toEqual([r.items, [], []]);
    }
});
