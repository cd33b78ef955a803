import { isShallow, type Json, type JsonObject } from "../contract/json";
import type { BranchRows } from "../contract/rows";
import { linkVias } from "../contract/vocabulary";

const maxTables = 200;
/** Deeper than any value a sender keeps (four levels, with a tag at each). */
const maxDepth = 50;

/**
 * Rows as they arrived, or undefined where they are not what `branchRows` says (cut on the way, another form). Every
 * branch that comes in is read by this: the schema would take ten times as long, because it walks through all values,
 * which are JSON anyway.
 */
export function readBranchRows(text: string | null): BranchRows | undefined {
  if (text === null) return undefined;
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  return isObject(value) ? checkRows(value) : undefined;
}

function checkRows({ v, frames, rows, pv = [[]], ambient = [], over = {}, hash, threw }: JsonObject) {
  const isRight =
    v === 1 &&
    isListOf(frames, (one) => isListOf(one, isWhole) && one.length === 4) &&
    isListOf(rows, isRow) &&
    isListOf(pv, (links) => isListOf(links, isLink)) &&
    isListOf(ambient, isAmbient) &&
    isObject(over) &&
    Object.values(over).every(isWhole) &&
    (hash === undefined || typeof hash === "string") &&
    (threw === undefined || typeof threw === "boolean");
  if (!isRight) return undefined;
  const optional = { ...(hash !== undefined && { hash }), ...(threw !== undefined && { threw }) };
  return { v, frames, rows, pv, ambient, over, ...optional } as BranchRows;
}

const isRow = (row: Json) =>
  Array.isArray(row) &&
  (row.length === 3 || (row.length === 4 && isWhole(row[3]))) &&
  isWhole(row[0]) &&
  isWhole(row[1]) &&
  isShallow(row[2], maxDepth);

const isAmbient = (one: Json) =>
  Array.isArray(one) && one.length === 3 && isWhole(one[0]) && isWhole(one[1]) && isShallow(one[2], maxDepth);

const isLink = (link: Json) => {
  if (!Array.isArray(link) || link.length < 2 || link.length > 4) return false;
  return link.every((part) => typeof part === "string") && linkVias.some((via) => via === link[1]);
};

const isListOf = (value: Json | undefined, isOne: (one: Json) => boolean): value is Json[] =>
  Array.isArray(value) && value.every(isOne);
const isWhole = (value: Json | undefined) => Number.isSafeInteger(value);
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The digests that `casebook.sites` names, in the order that frames count them. */
export function readDigests(sites: string | null): string[] {
  return sites === null ? [] : sites.toLowerCase().split(/\s+/).filter(Boolean).slice(0, maxTables);
}
