import { tagOf } from "../branches/values";
import type { Json } from "../contract/json";

/**
 * A value the record holds, or why it does not. `undefined` is JavaScript's own. `isOpen` where the record may hold less
 * than the code saw: what is missing in such a value may have been there.
 */
export type Known = { isKnown: true; value: Json | undefined; isOpen?: boolean } | { isKnown: false; reason: string };

export const known = (value: Json | undefined): Known => ({ isKnown: true, value });
export const unknown = (reason: string): Known => ({ isKnown: false, reason });

const partial = unknown("only part of the value was recorded");

/**
 * Reads one member as JavaScript would, own data only: what an object inherits is code, and no part of the record. What
 * is missing is `undefined` where the whole value was recorded, and else not known.
 */
export function memberOf(owner: Extract<Known, { isKnown: true }>, key: Json | undefined): Known {
  const { value, isOpen = false } = owner;
  if (typeof key !== "string" && typeof key !== "number") return unknown("a member is read by something unusual");
  const name = String(key);
  if (value === undefined || value === null) return unknown(`\`${name}\` would be read of nothing, which fails`);
  if (typeof value === "string") return characterOf(value, name, isOpen);
  if (typeof value !== "object") return unknown(`\`${name}\` was not recorded`);
  const tag = tagOf(value);
  if (tag) return taggedMember(tag, name);
  if (Array.isArray(value)) {
    if (name === "length") return isOpen ? keepOpen(known(value.length)) : known(value.length);
    if (!isIndex(name)) return unknown(`\`${name}\` was not recorded`);
    if (Number(name) < value.length) return plain(value[Number(name)], isOpen);
    return isOpen ? unknown(`item ${name} was not recorded`) : known(undefined);
  }
  if (Object.hasOwn(value, name)) return plain(value[name], isOpen);
  return isOpen || name in Object.prototype || isJudgment(value)
    ? unknown(`\`${name}\` was not recorded`)
    : known(undefined);
}

/** Whether an object has a member of its own, as far as the record tells. */
export function hasMember(owner: Extract<Known, { isKnown: true }>, key: Json | undefined): Known {
  const { value } = owner;
  const isName = typeof key === "string" || typeof key === "number";
  if (!isName || typeof value !== "object" || value === null || Array.isArray(value)) return notAsked;
  const tag = tagOf(value);
  if (tag && tag.$ !== "o") return notAsked;
  const fields = tag ? tag.v : value;
  if (typeof fields === "object" && fields !== null && Object.hasOwn(fields, String(key))) return known(true);
  const member = memberOf(owner, key);
  return member.isKnown ? known(false) : member;
}

const notAsked = unknown("`in` was asked of something else than a plain object");

/** A recorded value by itself: tags for `undefined` read as that, tags of what JSON cannot hold stay. */
export function plain(value: Json | undefined, isOpen: boolean): Known {
  if (tagOf(value)?.$ === "u") return isOpen ? partial : known(undefined);
  return isOpen ? keepOpen({ isKnown: true, value }) : known(value);
}

function keepOpen(of: Known): Known {
  return of.isKnown ? { ...of, isOpen: true } : of;
}

function characterOf(value: string, name: string, isOpen: boolean): Known {
  if (name === "length") return known(value.length);
  if (!isIndex(name)) return unknown(`\`${name}\` was not recorded`);
  return Number(name) < value.length || !isOpen ? known(value[Number(name)]) : unknown(`\`${name}\` was not recorded`);
}

/** Members of what was cut: those that were kept, and how many there were. */
function taggedMember({ $, v, n, c }: { [key: string]: Json }, name: string): Known {
  if ($ === "o" && typeof v === "object" && v !== null && !Array.isArray(v)) {
    if (Object.hasOwn(v, name)) return plain(v[name], false);
    const isWhole = n === undefined && c === undefined && !(name in Object.prototype);
    return isWhole ? known(undefined) : partial;
  }
  if (($ === "a" || $ === "s") && name === "length" && typeof n === "number") return known(n);
  if ($ === "a" && Array.isArray(v) && isIndex(name) && Number(name) < v.length) return plain(v[Number(name)], false);
  return partial;
}

const isIndex = (name: string) => /^(?:0|[1-9]\d{0,8})$/.test(name);

/** A judgment is recorded as its answer and confidence, whatever else it has. */
function isJudgment(value: { [key: string]: Json }): boolean {
  return Object.keys(value).length === 2 && Object.hasOwn(value, "output") && Object.hasOwn(value, "confidence");
}
