import { createHash } from "node:crypto";
import { type SiteTable, siteTable } from "./contract/sites";
import { CasebookError } from "./errors";
import { parseInput } from "./http";

/**
 * Reads the body of `PUT /api/v1/sites/{sha256}`.
 * @param stated the digest in the address, hex in either case
 * @throws CasebookError `invalid:digest`, `malformed:json`, `invalid:request` that names the first wrong field
 */
export function readSiteTable(bytes: Uint8Array, stated: string): { table: SiteTable; text: string; sha256: string } {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (stated.toLowerCase() !== sha256) {
    const message = `The body's SHA-256 is ${sha256}: send the very text that the digest was made of.`;
    throw new CasebookError("invalid:digest", message, { field: "sha256" });
  }
  const text = decode(bytes);
  return { table: parseInput(siteTable, parse(text)), text, sha256 };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CasebookError("malformed:json", "The body is not UTF-8.", { field: "body", cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CasebookError("malformed:json", "The body is not valid JSON.", { field: "body", cause });
  }
}
