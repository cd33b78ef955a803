import { createContext, runInContext } from "node:vm";
import { expect, it } from "vitest";
import { canonicalJson } from "../contract/canonical-json";
import type { Json } from "../contract/json";
import { evaluate } from "./evaluate";
import { type Known, memberOf, plain } from "./members";
import { parseCondition } from "./parse-condition";

/** Numbers in [0, 1) from a seed, the same ones on every machine (mulberry32). */
function createRandom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return { below, chance: (share: number) => next() < share, pick: <T>(items: T[]) => items[below(items.length)] as T };
}
type Random = ReturnType<typeof createRandom>;

const keys = ["a", "b", "length", "includes", "__proto__", "constructor", "toString", "0", "1", "$", "v", "output", ""];
const texts = ["", "a", "b", "refund", "0", "length", "__proto__", "constructor", 'q"`${', "x".repeat(30)];
const names = ["a", "b", "x", "list", "text", "deep"];

function drawValue(random: Random, depth = 0): Json {
  const kind = random.below(depth > 3 ? 6 : 10);
  if (kind < 2) return random.pick(texts);
  if (kind < 4) return random.pick([0, 1, -1, 0.5, 30, 1e21]);
  if (kind === 4) return random.chance(0.5);
  if (kind === 5) return null;
  const items = Array.from({ length: random.below(4) }, () => drawValue(random, depth + 1));
  if (kind < 8) return items;
  return JSON.parse(`{${items.map((item) => `${JSON.stringify(random.pick(keys))}:${JSON.stringify(item)}`).join()}}`);
}

/** What a sender keeps of a value: some of it cut or hidden (wire.md, "Values"). */
function record(value: Json | undefined, random: Random): Json {
  if (value === undefined) return { $: "u" };
  if (random.chance(0.04)) return { $: "l" };
  if (random.chance(0.02)) return value ? { $: "r", t: true } : { $: "r", ...(value === null && { z: true }) };
  if (typeof value === "string" && value.length > 20) return { $: "s", v: value.slice(0, 20), n: value.length };
  if (typeof value !== "object" || value === null) return value;
  const isCut = random.chance(0.15);
  if (Array.isArray(value)) {
    const kept = value.slice(0, isCut ? 1 : undefined).map((item) => record(item, random));
    return kept.length < value.length ? { $: "a", v: kept, n: value.length } : kept;
  }
  const all = Object.entries(value);
  const kept = all.slice(0, isCut ? 1 : undefined).map(([key, item]): [string, Json] => [key, record(item, random)]);
  const fields = Object.fromEntries(kept);
  if (kept.length < all.length) return { $: "o", v: fields, n: all.length };
  return Object.hasOwn(value, "$") ? { $: "o", v: fields } : fields;
}

function drawText(random: Random, depth = 0): string {
  const inner = () => drawText(random, depth + 1);
  if (depth > 4 || random.chance(0.25)) {
    const literal = random.pick(["0", "1", "30", "-1", "true", "null", "undefined", "'a'", '"length"', "`b`", ".5"]);
    return random.chance(0.7) ? drawChain(random, depth) : literal;
  }
  switch (random.below(11)) {
    case 0:
      return `!${random.chance(0.5) ? drawChain(random, depth) : `(${inner()})`}`;
    case 1:
      return `typeof ${drawChain(random, depth)}`;
    case 2:
      return `(${inner()} ? ${inner()} : ${inner()})`;
    case 3:
      return `\`x\${${inner()}}y\${${drawChain(random, depth)}}\``;
    case 4:
      return `(${inner()} in ${drawChain(random, depth)})`;
    case 5:
      return `[${inner()}, ${inner()}].includes(${inner()})`;
    case 6:
      return `(${inner()}) ${random.pick(["&&", "||", "??"])} (${inner()})`;
    case 7:
      return drawChain(random, depth);
    default:
      return `(${inner()} ${random.pick(["===", "!==", "==", "!=", "<", "<=", ">", ">="])} ${inner()})`;
  }
}

function drawChain(random: Random, depth: number): string {
  let text = random.chance(0.05) ? `(${drawText(random, depth + 1)})` : random.pick(names);
  for (let steps = random.below(4); steps > 0; steps--) {
    const name = random.pick(keys.filter((key) => /^[a-z_$]/.test(key)));
    const sign = random.chance(0.4) ? "?." : "";
    const kind = random.below(5);
    if (kind < 2) text += `${sign || "."}${name}`;
    else if (kind === 2) text += `${sign}[${JSON.stringify(random.pick(keys))}]`;
    else if (kind === 3) text += `${sign}[${depth < 4 ? drawText(random, depth + 2) : "1"}]`;
    else text += `${sign || "."}includes(${depth < 4 ? drawText(random, depth + 2) : "'a'"})`;
    if (random.chance(0.05)) text = `(${text})`;
  }
  return text;
}

type Asked = { text: string; values: Record<string, Json | undefined>; result: Known; actual: unknown };

function ask(random: Random, isJavaScript: boolean): Asked | undefined {
  const values = Object.fromEntries(names.map((name) => [name, random.chance(0.1) ? undefined : drawValue(random)]));
  const text = drawText(random);
  const expression = parseCondition(text, names);
  if (!expression) return undefined;
  const recorded = new Map(names.map((name) => [name, record(values[name], random)]));
  const resolve = (name: string, path: string[]) =>
    path.reduce<Known>((at, key) => (at.isKnown ? memberOf(at, key) : at), plain(recorded.get(name), false));
  const result = evaluate(expression, resolve, { isJavaScript });
  const actual = result.isKnown ? runText(text, values) : undefined;
  // `a ?? b && c` is no JavaScript: nobody records it.
  return actual instanceof NotJavaScript ? undefined : { text, values, result, actual };
}

const context = createContext({});

class NotJavaScript {}

/** The text as JavaScript itself runs it. */
function runText(text: string, values: Record<string, Json | undefined>): unknown {
  Object.assign(context, values);
  try {
    return runInContext(`(${text})`, context);
  } catch (error) {
    return !String(error).startsWith("SyntaxError") ? { threw: String(error) } : new NotJavaScript();
  }
}

/** Objects are compared as far as they were recorded whole. */
function isRight({ result, actual }: Asked): boolean {
  if (!result.isKnown) return true;
  const { value } = result;
  if (typeof value !== "object" || value === null) return Object.is(value, actual) || value === actual;
  const isTagged = canonicalJson(value).includes('"$"');
  return isTagged ? typeof actual !== "undefined" : canonicalJson(value) === canonicalJson(actual as Json);
}

const fresh = Math.floor(Math.random() * 2 ** 31);

it.each([
  ["a fixed seed", 3],
  [`the fresh seed ${fresh}`, fresh],
])("computes what JavaScript computes or does not know, from %s", (_, seed) => {
  const random = createRandom(seed);
  let known = 0;
  let read = 0;
  const wrong: Asked[] = [];
  for (let count = 0; count < 8_000; count++) {
    const asked = ask(random, count % 2 === 0);
    if (asked) read++;
    if (asked?.result.isKnown) known++;
    if (asked && !isRight(asked)) wrong.push(asked);
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(read).toBeGreaterThan(6_000);
  expect(known).toBeGreaterThan(1_500);
});
