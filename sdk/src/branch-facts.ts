import { byteLength, dataOf, encode, type Lossy } from "./encode";
import { asJudgment, type Link, linkOf } from "./links";

/** What a branch is given, by name: plain values, judgments, parts of judgments. */
export type Facts = Record<string, unknown>;

/** A value as a condition reads it, and the judgments it came from. */
export type Read = { value: unknown; links: Link[] };

const maxFactBytes = 8 * 1024;

/** A fact computed from others, with the judgments they came from. */
class Derived {
  readonly value: unknown;
  readonly links: Link[];

  constructor(value: unknown, links: Link[]) {
    this.value = value;
    this.links = links;
  }
}

/** The facts of a branch, those named in `derived` linked to the judgments of the facts they were computed from. */
export function linkDerived({
  facts,
  derived = {},
}: {
  facts: Facts;
  derived?: Record<string, readonly string[]>;
}): Facts {
  const linked: Facts = Object.defineProperties({}, Object.getOwnPropertyDescriptors(facts));
  for (const [name, sources] of Object.entries(derived)) {
    const found = dataOf(facts, name);
    const links = sources.flatMap((source) => readFact(facts, source)?.links ?? []);
    if (found && links.length > 0) linked[name] = new Derived(found.value, links);
  }
  return linked;
}

/**
 * Looks a fact up by the path a condition reads it by: `type` (a judgment counts as its output), `type.confidence`,
 * `order.days`, `answer.output.days`. Runs no getter.
 */
export function readFact(facts: Facts, path: string): Read | undefined {
  const [name = "", ...rest] = path.split(".");
  const fact = dataOf(facts, name);
  if (!fact) return undefined;
  if (fact.value instanceof Derived) return descend(fact.value, rest);
  const judgment = asJudgment(fact.value);
  if (!judgment) return descend({ value: fact.value, links: linksOf(fact.value) }, rest);
  if (rest[0] === "confidence") return { value: judgment.confidence, links: link(judgment.spanId, "confidence") };
  if (rest[0] === "scores")
    return descend(
      { value: dataOf(fact.value as object, "scores")?.value, links: link(judgment.spanId, "scores") },
      rest.slice(1),
    );
  const fields = rest[0] === "output" ? rest.slice(1) : rest;
  return descend({ value: judgment.output, links: link(judgment.spanId, "output") }, fields);
}

function link(spanId: string | undefined, field: string): Link[] {
  return spanId === undefined ? [] : [{ spanId, via: "value", field }];
}

function linksOf(value: unknown): Link[] {
  const found = typeof value === "object" && value !== null ? linkOf(value) : undefined;
  return found ? [found] : [];
}

function descend(read: Read, fields: string[]): Read {
  let { value, links } = read;
  for (const field of fields) {
    value = typeof value === "object" && value !== null ? dataOf(value, field)?.value : undefined;
    links =
      linksOf(value).length > 0 ? linksOf(value) : links.map((from) => ({ ...from, field: `${from.field}.${field}` }));
  }
  return { value, links };
}

/** `"value":…,"judgments":[…]` of a read, as operands and facts carry it. */
export function readJson(read: Read, options: { at: string; lossy: Lossy; maxBytes?: number }): string[] {
  const links = [...read.links];
  const value = encode(read.value, {
    maxBytes: maxFactBytes,
    ...options,
    visit: (object) => {
      const nested = linkOf(object) ?? judgmentLink(object);
      const isKnown = links.some((known) => known.spanId === nested?.spanId && nested.field.startsWith(known.field));
      if (nested && !isKnown) links.push(nested);
    },
  });
  const members = value === undefined ? [] : [`"value":${value}`];
  if (links.length > 0) members.push(`"judgments":${JSON.stringify(links.slice(0, 20))}`);
  return members;
}

function judgmentLink(object: object): Link | undefined {
  const judgment = asJudgment(object);
  return judgment ? link(judgment.spanId, "output")[0] : undefined;
}

/**
 * All facts as `casebook.branch.facts` carries them, read or not: a judgment as its output, and its confidence
 * beside it as `name.confidence`.
 */
export function factsJson(facts: Facts, options: { lossy: Lossy; maxBytes: number }): string {
  const members: string[] = [];
  let remaining = options.maxBytes - 2;
  for (const name of Object.keys(facts)) {
    for (const path of asJudgment(dataOf(facts, name)?.value) ? [name, `${name}.confidence`] : [name]) {
      const key = JSON.stringify(path);
      const read = readFact(facts, path) ?? { value: undefined, links: [] };
      const maxBytes = Math.min(maxFactBytes, remaining - byteLength(key) - 1_800);
      if (maxBytes < 64) {
        options.lossy.push(`facts.${path}`.slice(0, 200));
        continue;
      }
      const parts = readJson(read, { at: `facts.${path}`, lossy: options.lossy, maxBytes });
      // `value` is required by the contract: a fact that is undefined, or has no JSON form, is null.
      if (!parts[0]?.startsWith('"value"')) parts.unshift('"value":null');
      const member = `${key}:{${parts.join(",")}}`;
      const bytes = byteLength(member) + 1;
      // Links have no budget of their own: their fields are paths into the answer, of any length.
      if (bytes > remaining) {
        options.lossy.push(`facts.${path}`.slice(0, 200));
        continue;
      }
      remaining -= bytes;
      members.push(member);
    }
  }
  return `{${members.join(",")}}`;
}
