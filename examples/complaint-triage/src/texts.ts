import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** Reads one of the example's gzipped JSON-lines files. */
export function readTexts<Row>(name: string): Row[] {
  const file = path.join(import.meta.dirname, "..", "texts", `${name}.jsonl.gz`);
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Row);
}
