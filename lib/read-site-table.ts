import { createHash } from "node:crypto";
import { z } from "zod";
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
  return { table: check(parse(text)), text, sha256 };
}

const list = z.array(z.unknown());
const outline = siteTable.extend({ functions: list, sites: list });

/** Checks a list one by one, up to the first wrong entry: millions of them would make millions of issues. */
function check(value: unknown): SiteTable {
  const { functions, sites, ...head } = parseInput(outline, value);
  const { shape } = siteTable;
  return {
    ...head,
    functions: functions.map((one, index) => checkEntry(shape.functions.element, one, `functions.${index}`)),
    sites: sites.map((one, index) => checkEntry(shape.sites.element, one, `sites.${index}`)),
  };
}

const mostArms = 20;

function checkEntry<Schema extends z.ZodType>(schema: Schema, value: unknown, at: string): z.infer<Schema> {
  const { arms } = (value ?? {}) as { arms?: object };
  if (typeof arms === "object" && arms !== null && Object.keys(arms).length > mostArms) {
    throw new CasebookError("invalid:request", `${at}.arms: more than ${mostArms}`, { field: `${at}.arms` });
  }
  return parseInput(schema, value, at);
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
