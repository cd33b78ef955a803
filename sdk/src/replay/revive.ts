import type { Json } from "../../../lib/contract/json";
import type { ReplayForm, RevivedKind } from "../../../lib/contract/replay-form";
import { maxLossyPaths } from "../encode";
import { isSecretKey } from "../secret-keys";

type Mark = { keys: string[]; kind: RevivedKind; path: string };

/**
 * How a recorded value is given back: a fresh one each time, since the code may change what it gets. A secret in it,
 * which was never recorded, tells when the code reads it.
 */
export type Giver = (tell: (path: string) => never) => unknown;

/**
 * Prepares a recorded value to be given back.
 * @param at its path in the record: `output`, `input`
 * @returns how to give it (plain where that is by mere copies), or the path that the record does not hold whole
 */
export function giverOf(
  value: Json | undefined,
  { at, lossy, form }: { at: string; lossy: string[]; form: ReplayForm | undefined },
): { give: Giver; hasSecrets: boolean; isPlain: boolean } | { lossy: string } {
  const inside = lossy.filter((path) => path === at || path.startsWith(`${at}.`));
  const secrets = inside.flatMap((path) => secretOf(path, at) ?? []);
  const lost = inside.find((path) => !secrets.some((secret) => secret.path === path));
  if (lost !== undefined) return { lossy: lost };
  // The list of paths is bounded: a full one may have left out what matters.
  if (inside[0] !== undefined && lossy.length >= maxLossyPaths) return { lossy: inside[0] };
  const marks = marksOf(form, at);
  const hasSecrets = secrets.length > 0;
  if (marks.length === 0 && !hasSecrets) return { give: () => copyOf(value), hasSecrets, isPlain: true };
  const broken = marks.find((mark) => !isThere(value, mark));
  if (broken) return { lossy: broken.path };
  const give: Giver = (tell) => {
    const whole: unknown = copyOf(value);
    for (const secret of secrets) hideAt(whole, secret, tell);
    return marks.reduce((given, mark) => reviveAt(given, mark.keys, mark.kind), whole);
  };
  return { give, hasSecrets, isPlain: false };
}

type Secret = { path: string; keys: string[] };

/** A property that was redacted for its name. */
function secretOf(path: string, at: string): Secret | undefined {
  const keys = path.slice(at.length + 1).split(".");
  return keys.length > 0 && isSecretKey(keys.at(-1) ?? "") ? { path, keys } : undefined;
}

function hideAt(whole: unknown, { path, keys }: Secret, tell: (path: string) => never): void {
  let owner = whole;
  for (const key of keys.slice(0, -1)) owner = isOwner(owner) ? owner[key] : undefined;
  const last = keys.at(-1);
  if (!isOwner(owner) || last === undefined) return;
  Object.defineProperty(owner, last, { get: () => tell(path), enumerable: true, configurable: true });
}

const isOwner = (value: unknown): value is { [key: string]: unknown } => typeof value === "object" && value !== null;

/** Marks of a value, the deepest first: a list of dates becomes dates before it becomes a set. */
function marksOf(form: ReplayForm | undefined, at: string): Mark[] {
  const paths = Object.entries(form?.revive ?? {}).filter(([path]) => path === at || path.startsWith(`${at}.`));
  const marks = paths.map(([path, kind]) => ({
    path,
    kind,
    keys: path.length === at.length ? [] : path.slice(at.length + 1).split("."),
  }));
  return marks.sort((a, b) => b.keys.length - a.keys.length);
}

function isThere(value: Json | undefined, { keys, kind }: Mark): boolean {
  let at: Json | undefined = value;
  for (const [index, key] of keys.entries()) {
    if (typeof at !== "object" || at === null) return false;
    const isLast = index === keys.length - 1;
    if (!Object.hasOwn(at, key)) return isLast && kind === "undefined";
    at = (at as { [key: string]: Json })[key];
  }
  if (kind === "undefined" || kind === "null") return at === undefined || at === null;
  return kind === "map" || kind === "set" ? Array.isArray(at) : typeof at === "string";
}

function reviveAt(whole: unknown, keys: string[], kind: RevivedKind): unknown {
  const last = keys.at(-1);
  if (last === undefined) return revived(whole, kind);
  let owner = whole as { [key: string]: unknown };
  for (const key of keys.slice(0, -1)) owner = owner[key] as { [key: string]: unknown };
  owner[last] = revived(owner[last], kind);
  return whole;
}

const kinds: Record<RevivedKind, (value: unknown) => unknown> = {
  undefined: () => undefined,
  null: () => null,
  date: (value) => new Date(String(value)),
  bigint: (value) => BigInt(String(value)),
  number: (value) => Number(value),
  map: (value) => new Map(value as [unknown, unknown][]),
  set: (value) => new Set(value as unknown[]),
};

const revived = (value: unknown, kind: RevivedKind) => kinds[kind](value);

/** A deep copy of JSON data. Spread copies an object's shape as a whole, and a key `__proto__` as a key. */
export function copyOf<Value extends Json | undefined>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  const copy: { [key: string]: Json } = { ...value };
  for (const key in copy) {
    const member = copy[key];
    if (typeof member === "object" && member !== null) copy[key] = copyOf(member);
  }
  return copy as Value;
}
