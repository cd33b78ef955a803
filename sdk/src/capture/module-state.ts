import { readLines, type SourceLines, textAt } from "../../../lib/branches/source-text";
import type { Site, SiteKind, SiteTable } from "../../../lib/contract/sites";
import { decisionKinds } from "../../../lib/contract/vocabulary";
import { settings } from "../configure";
import { isSecretKey } from "../secret-keys";
import type { ModuleRecord } from "./hook";
import { type Flow, loadFlow } from "./provenance-load";

/** What of a site its row needs. */
export const roles = {
  /** Its value is noted, nothing more. */
  value: 0,
  /** Decides by whether its value is true. */
  test: 1,
  /** Decides by whether its value is null or undefined. */
  nullish: 2,
  /** Decides by being arrived at: a turn over values, a `case`, a default that is used. */
  arrival: 3,
  /** The value of a `switch`; its cases decide. */
  switched: 4,
  /** A `return`, or the end of the body. */
  exit: 5,
  throw: 6,
  /** Hands control back without ending. */
  yield: 7,
} as const;
export type Role = (typeof roles)[keyof typeof roles];

/** What the runtime needs of a site table, laid out for fast look-up by site. */
export type ModuleState = {
  record: ModuleRecord;
  table: SiteTable;
  lines: SourceLines;
  /** Names of the paths that its functions took before: finding the words takes longer than recording. */
  arms: Map<string, string>;
  roles: Uint8Array;
  /** 1 where one call may pass the site more than once. */
  repeated: Uint8Array;
  /** 1 where the site's name says that its value is a secret. */
  secret: Uint8Array;
  /** 1 where the site is a decision that an arm is named by: none that is part of another one's test. */
  names: Uint8Array;
  /** Whether values are redacted by their paths. */
  readonly redacting: boolean;
  /** What a site's value is called: a variable, a parameter, or an expression such as `order.customer`. */
  nameOf: (site: number) => string;
  /** Per function whether something may still run behind a `return`. */
  hasFinally: Uint8Array;
  /** Static flow of data at its sites; undefined where the module says nothing of it. */
  flow: Flow | undefined;
};

const decisions = new Set<SiteKind>(decisionKinds);

/** Reads a module's table, once. */
export function moduleState(record: ModuleRecord): ModuleState {
  record.state ??= readState(record);
  return record.state;
}

function readState(record: ModuleRecord): ModuleState {
  const table = JSON.parse(record.table()) as SiteTable;
  const lines = readLines(table.source);
  const count = table.sites.length;
  const state: ModuleState = {
    record,
    table,
    lines,
    arms: new Map(),
    roles: new Uint8Array(count),
    repeated: Uint8Array.from(record.repeated, Number),
    secret: new Uint8Array(count),
    names: new Uint8Array(count),
    get redacting() {
      return settings.redactPaths.length > 0;
    },
    nameOf: (site) => table.sites[site]?.name ?? textOf(table, site, lines),
    hasFinally: new Uint8Array(table.functions.length),
    flow: loadFlow(record.flow()),
  };
  for (const [index, site] of table.sites.entries()) {
    state.roles[index] = roleOf(site.kind);
    state.names[index] = site.kind === "case" || (site.of === undefined && site.kind !== "switch") ? 1 : 0;
    if (site.kind === "finally") state.hasFinally[site.fn] = 1;
    if (isSecret(site.name ?? textOf(table, index, lines)) || isOfSecretKey(site, lines)) state.secret[index] = 1;
  }
  hideBesideSecrets(state);
  return state;
}

/** What a secret was compared with is one, too; and a random read that becomes one. */
function hideBesideSecrets({ table, secret }: ModuleState): void {
  const decided = new Set<number>();
  const read = new Set<string>();
  for (const [index, { kind, of, at }] of table.sites.entries()) {
    if (secret[index] === 0) continue;
    if (kind === "operand" && of !== undefined) decided.add(of);
    if (kind === "let") read.add(at.join());
  }
  for (const [index, { kind, of, at }] of table.sites.entries()) {
    const isBeside = kind === "operand" && of !== undefined && decided.has(of);
    if (isBeside || (kind === "ambient" && read.has(at.join()))) secret[index] = 1;
  }
}

/** True for the `p` of `{ password: p }`. */
function isOfSecretKey({ kind, at: [line, column] }: Site, lines: SourceLines): boolean {
  if (kind !== "param" && kind !== "let") return false;
  const before = textAt(lines, [line, Math.max(0, column - 200), line, column]);
  const key = /([\w$-]+)["'\]]*\s*:\s*$/.exec(before)?.[1];
  return key !== undefined && isSecretKey(key);
}

const special: { [Kind in SiteKind]?: Role } = {
  "for-of": roles.arrival,
  "for-in": roles.arrival,
  case: roles.arrival,
  default: roles.arrival,
  nullish: roles.nullish,
  "nullish-assign": roles.nullish,
  optional: roles.nullish,
  switch: roles.switched,
  return: roles.exit,
  end: roles.exit,
  throw: roles.throw,
  yield: roles.yield,
};

function roleOf(kind: SiteKind): Role {
  return special[kind] ?? (decisions.has(kind) ? roles.test : roles.value);
}

/** The source text of a site. */
export function siteText({ table, lines }: ModuleState, site: number): string {
  return textOf(table, site, lines);
}

function textOf({ sites }: SiteTable, index: number, lines: SourceLines): string {
  const site = sites[index];
  return site ? (site.text ?? textAt(lines, site.at)) : "";
}

/** True where the last name of `user.password` is that of a secret. */
function isSecret(text: string): boolean {
  const last = /([\w$]+)\W*$/.exec(text.slice(-200))?.[1];
  return last !== undefined && isSecretKey(last);
}
