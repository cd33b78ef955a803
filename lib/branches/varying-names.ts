import type { FrameRecord } from "./frame-events";
import type { SiteProgram } from "./site-program";

/** The variable that a text begins with. */
export const rootName = (text: string) => /^[\p{ID_Start}_$][\p{ID_Continue}$]*/u.exec(text.trim())?.[0] ?? "";

const known = new WeakMap<SiteProgram, Map<number, ReadonlySet<string>>>();

/**
 * Variables of a function that are given a value, or whose insides are, in more than one place or in a loop: what one of
 * them was at one moment says nothing of another. Told from the text: what is doubtful counts as varying.
 */
export function varyingNames({ program, fn }: Pick<FrameRecord, "program" | "fn">): ReadonlySet<string> {
  const found = known.get(program) ?? new Map<number, ReadonlySet<string>>();
  known.set(program, found);
  const names = found.get(fn) ?? new Set([...bySites(program, fn), ...byText(program, fn)]);
  found.set(fn, names);
  return names;
}

function bySites(program: SiteProgram, fn: number): Set<string> {
  const own = program.functions[fn]?.span;
  const seen = new Set<string>();
  const varying = new Set<string>();
  for (const { site, span, loops } of program.sites) {
    if ((site.kind !== "let" && site.kind !== "param") || site.name === undefined) continue;
    if (!own || span.start < own.start || span.end > own.end) continue;
    if (seen.has(site.name) || loops.length > 0 || site.fn !== fn) varying.add(site.name);
    seen.add(site.name);
  }
  return varying;
}

const name = "([\\p{ID_Start}_$][\\p{ID_Continue}$]*)";
const sign = "(\\+\\+|--|(?:[-+*/%&|^]|\\*\\*|<<|>>>?|&&|\\|\\||\\?\\?)?=(?![=>]))";
/** `x = …`, `x += …`, `x++`; a declaration is one of them. */
const written = new RegExp(`(?<![\\p{ID_Continue}$.])${name}\\s*${sign}`, "gu");
const updated = new RegExp(`(?:\\+\\+|--)\\s*${name}`, "gu");
/** `x.y = …`, `x[0]++`. */
const changedInside = new RegExp(
  `(?<![\\p{ID_Continue}$.])${name}(?:\\.[\\p{ID_Continue}$]+|\\[[^\\]\\n]*\\])+\\s*${sign}`,
  "gu",
);
const mutating = "push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear";
const mutated = new RegExp(
  `(?<![\\p{ID_Continue}$.])${name}(?:\\.[\\p{ID_Continue}$]+)*\\??\\.(?:${mutating})\\(`,
  "gu",
);
/** `let x;`: what it is given later, it may be given on some ways only. */
const declaredEmpty = new RegExp(`(?<![\\p{ID_Continue}$.])(?:let|var)\\s+${name}\\s*(?::[^=;\\n]*)?(?:;|$)`, "gmu");
/** `Object.assign(x, …)`, `delete x.y`. */
const changing = "assign|defineProperty|defineProperties|setPrototypeOf";
const changedWhole = new RegExp(`(?:\\bObject\\.(?:${changing})\\(\\s*|\\bdelete\\s+)${name}`, "gu");
/** What a loop over values, a `catch` or an assignment to a pattern names; bounded, for the text comes from outside. */
const bound =
  /\bfor\s*(?:await\s*)?\(\s*(?:const|let|var)?([^()]{0,300}?)\s(?:of|in)\s|\bcatch\s*\(([^)]{0,300})\)|[;{}]\s*\(?([[{][^;=]{0,300}[\]}])\s*=(?![=>])/gu;
const names = new RegExp(name, "gu");

const handed = new RegExp(`(?<=[(,[{=:?]\\s*|\\.\\.\\.|=>\\s*|\\breturn\\s+)${name}(?=\\s*[,)\\]};:]|\\s*\\n)`, "gu");
const knownHanded = new WeakMap<SiteProgram, Map<number, ReadonlySet<string>>>();

/**
 * Variables that a function hands on whole, to a call or to another name: other code may add to what they hold. Its
 * parameters count only if they stand like that in its body.
 */
export function namesHandedOn({ program, fn }: Pick<FrameRecord, "program" | "fn">): ReadonlySet<string> {
  const found = knownHanded.get(program) ?? new Map<number, ReadonlySet<string>>();
  knownHanded.set(program, found);
  const names =
    found.get(fn) ??
    new Set(inBody(program, fn).flatMap((code) => [...code.matchAll(handed)].map(([, one = ""]) => one)));
  found.set(fn, names);
  return names;
}

/** The text of a function without its parameters, in pieces. */
function inBody(program: SiteProgram, fn: number): string[] {
  const own = program.functions[fn]?.span;
  if (!own) return [];
  const given = program.sites.filter(({ site }) => site.fn === fn && site.kind === "param").map(({ span }) => span.end);
  return [program.text.code.slice(Math.max(own.start, ...given) + 1, own.end)];
}

function byText({ functions, text }: SiteProgram, fn: number): Set<string> {
  const own = functions[fn]?.span;
  const code = own ? text.code.slice(own.start, own.end) : "";
  const varying = new Set<string>();
  const once = new Set<string>();
  for (const [, one = "", by] of code.matchAll(written)) {
    if (by !== "=" || once.has(one)) varying.add(one);
    once.add(one);
  }
  for (const pattern of [updated, changedInside, mutated, declaredEmpty, changedWhole]) {
    for (const [, one = ""] of code.matchAll(pattern)) varying.add(one);
  }
  for (const [, loop = "", caught = "", assigned = ""] of code.matchAll(bound)) {
    for (const [one] of `${loop} ${caught} ${assigned}`.matchAll(names)) varying.add(one);
  }
  return varying;
}
