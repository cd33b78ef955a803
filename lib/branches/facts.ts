import type { BranchFacts, JudgmentLink } from "../contract/branch";
import type { Json } from "../contract/json";
import type { BranchRows, ProvenanceLink } from "../contract/rows";
import type { FrameRecord } from "./frame-events";
import { moduleConstants } from "./module-constants";
import { fieldsOf, isWhole, tagOf } from "./values";
import { namesHandedOn, varyingNames } from "./varying-names";

const maxConstants = 500;
/** Characters of names, texts and links in all facts of a branch. */
const maxLength = 200_000;
const longestFrom = 500;
const linkLength = 80;

/**
 * What the outermost function was given and computed, by name, as a hand-made branch states its facts: its parameters,
 * the variables that get their value in one place, and the module's constants that its conditions read. A judgment
 * stands there by its parts (`type.output`, `type.confidence`), each linked; a variable with the text it was computed
 * from.
 */
export function toFacts(frame: FrameRecord | undefined, rows: BranchRows): BranchFacts {
  if (!frame) return {};
  const facts: BranchFacts = {};
  const varying = varyingNames(frame);
  const handedOn = namesHandedOn(frame);
  let left = maxLength;
  for (const { kind, name, raw, row, text, place } of frame.events) {
    const isGiven = (kind === "param" || kind === "let") && name !== undefined && !varying.has(name);
    if (!isGiven || left < 0) continue;
    const links = rows.pv[rows.rows[row]?.[3] ?? 0] ?? [];
    const parts = flatten(name, fieldsOf(raw), links);
    const isPartial = isObject(raw) && (handedOn.has(name) || !isWhole(raw));
    for (const [path, part] of Object.entries(parts)) {
      const fact = isPartial && isObject(part.value) ? { ...part, isPartial } : part;
      const isComputed = kind === "let" && path === name && place.site.name !== text;
      facts[path] = isComputed && text.length <= longestFrom ? { ...fact, from: text } : fact;
      left -= path.length + longestFrom + linkLength * (fact.judgments?.length ?? 0);
    }
  }
  return { ...constantsRead(frame), ...facts };
}

function constantsRead({ program, fn, events }: FrameRecord): BranchFacts {
  const constants = moduleConstants(program.text);
  if (constants.size === 0) return {};
  const assigned = new Set(program.sites.filter(({ site }) => site.fn === fn).map(({ site }) => site.name));
  const words = (program.sitesOf.get(fn) ?? [])
    .filter((place) => place.isDecision)
    .flatMap(({ text }) => text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? []);
  const read = [...new Set(words)].filter((word) => constants.has(word) && !assigned.has(word)).slice(0, maxConstants);
  return events.length === 0
    ? {}
    : Object.fromEntries(read.map((word) => [word, { value: constants.get(word) as Json }]));
}

/** A value by its parts: what came from a judgment apart, linked, and the rest without it. */
function flatten(name: string, value: Json, links: readonly ProvenanceLink[]): BranchFacts {
  const parts: BranchFacts = {};
  const paths = Map.groupBy(links, ([, , , at]) => at ?? "");
  for (const [at, own] of paths) {
    const found = memberAt(value, at);
    const path = `${name}${toText(at)}`;
    for (const [key, part] of Object.entries(partsOf(path, found, own))) parts[key] = part;
  }
  const inside = [...paths.keys()].filter((at) => at !== "");
  const rest = inside.reduce<Json | undefined>(without, value);
  const whole = parts[name];
  if (inside.length === 0) return whole || paths.has("") || tagOf(value) ? parts : { [name]: { value } };
  // Parts that have links of their own are read by their own names only.
  if (whole) parts[name] = { ...whole, value: rest ?? { $: "l" }, isPartial: true };
  else if (!paths.has("") && rest !== undefined && !tagOf(rest)) parts[name] = { value: rest, isPartial: true };
  return parts;
}

/** A judgment handed over whole, by the parts a condition may read; any other linked value as it is. */
function partsOf(path: string, value: Json | undefined, links: readonly ProvenanceLink[]): BranchFacts {
  if (value === undefined) return {};
  const judgments = (part?: string): JudgmentLink[] =>
    links.map(([spanId, via, field]) => {
      const whole = part ?? field;
      return whole === undefined ? { spanId, via } : { spanId, via, field: whole };
    });
  const isWhole = links.every(([, , field]) => field === "") && isObject(value) && Object.hasOwn(value, "output");
  if (!isWhole) return { [path]: { ...shown(value), judgments: judgments() } };
  const { output, confidence, scores } = value as { [key: string]: Json };
  return {
    ...(output !== undefined && { [`${path}.output`]: { ...shown(output), judgments: judgments("output") } }),
    ...(confidence !== undefined && {
      [`${path}.confidence`]: { ...shown(confidence), judgments: judgments("confidence") },
    }),
    ...(scores !== undefined && { [`${path}.scores`]: { ...shown(scores), judgments: judgments("scores") } }),
  };
}

/** A tagged value is kept as its tag: it is an object, which nothing is computed from. */
const shown = (value: Json) => ({ value });

const toText = (at: string) =>
  at === ""
    ? ""
    : at
        .split(".")
        .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
        .join("");

function memberAt(value: Json, at: string): Json | undefined {
  let current: Json | undefined = value;
  for (const part of at === "" ? [] : at.split(".")) {
    if (!isObject(current) || !Object.hasOwn(current, part)) return undefined;
    current = (current as { [key: string]: Json })[part];
  }
  return current;
}

/** The value without what stands at a path: what came from a judgment must not be read there as if it had not. */
function without(value: Json | undefined, at: string): Json | undefined {
  if (at === "" || !isObject(value)) return undefined;
  const [head = "", ...rest] = at.split(".");
  if (!Object.hasOwn(value, head)) return value;
  if (Array.isArray(value)) return undefined;
  const { [head]: member, ...others } = value as { [key: string]: Json };
  const left = rest.length === 0 ? undefined : without(member, rest.join("."));
  return left === undefined ? others : { ...others, [head]: left };
}

const isObject = (value: Json | undefined): value is Json[] | { [key: string]: Json } =>
  typeof value === "object" && value !== null;
