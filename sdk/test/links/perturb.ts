import { context } from "@opentelemetry/api";
import type { SiteTable } from "../../../lib/contract/sites";
import { decisionKinds } from "../../../lib/contract/vocabulary";
import { transform } from "../../build/transform";
import { judge } from "../../src";
import type { Frame } from "../../src/capture/frame";
import { Links } from "../../src/capture/provenance-tracker";
import { Recorder } from "../../src/capture/recorder";
import { withNewRun } from "../../src/run";
import { answersOf } from "./workflows/answers";

/** A row as it was recorded. `value` is its text where it is an operand's. */
type Row = { frame: Frame; site: number; value: string; isTrue: boolean; provenance: number };

type Asked = { point: string; ordinal: number; answer: unknown; spanId: string };

type Run = { rows: Row[]; asked: Asked[] };

type Pair = { original: Run; replay: Run };

type Change = { point: string; ordinal: number; answer: unknown };

/** What perturbing one workflow told. */
export type Findings = {
  replays: number;
  divergences: number;
  /** First divergences by the way they are linked. */
  via: { value: number; control: number; window: number };
  /** Those that carry no link to the judgment that was changed. */
  unlinked: { change: Change; text: string }[];
  /** Value links of operands that a changed judgment could reach, and those whose operand did change. */
  valueLinks: number;
  changedLinks: number;
};

/** What a run can turn off at; that a `catch` was entered is one of them. */
const decisions = new Set<string>([...decisionKinds, "case", "catch"].filter((kind) => kind !== "switch"));

/** Runs a workflow, then again for each other answer of each of its judgments, and looks where each run turns off. */
export async function perturb(code: string): Promise<Findings> {
  const program = load(code);
  const original = await program.run(undefined);
  const findings: Findings = {
    replays: 0,
    divergences: 0,
    via: { value: 0, control: 0, window: 0 },
    unlinked: [],
    valueLinks: 0,
    changedLinks: 0,
  };
  for (const { point, ordinal, spanId, answer: given } of original.asked) {
    const reached = new Map<number, boolean>();
    for (const answer of answersOf(point).filter((one) => textOf(one) !== textOf(given))) {
      const change = { point, ordinal, answer };
      const replay = await program.run(change);
      findings.replays++;
      const turn = firstDivergence(original, replay, program.table);
      const until = turn?.row ?? original.rows.length;
      compareOperands({ original, replay, spanId, until, table: program.table }, reached);
      if (!turn) continue;
      findings.divergences++;
      const via = strongest(turn.rows.map((row) => viaOf(row, spanId) ?? viaOf(row, otherSpan(replay, change))));
      if (via) findings.via[via]++;
      else findings.unlinked.push({ change, text: turn.text });
    }
    findings.valueLinks += reached.size;
    findings.changedLinks += [...reached.values()].filter(Boolean).length;
  }
  return findings;
}

/** How a row is linked to a judgment. */
function viaOf({ frame, provenance }: Row, spanId: string): Via | undefined {
  return frame.branch.log.pv[provenance]?.find(([linked]) => linked === spanId)?.[1];
}

function otherSpan({ asked }: Run, { point, ordinal }: Change): string {
  return asked.find((one) => one.point === point && one.ordinal === ordinal)?.spanId ?? "";
}

type Via = keyof Findings["via"];

function strongest(found: (string | undefined)[]): Via | undefined {
  return (["value", "control", "window"] as const).find((via) => found.includes(via));
}

/**
 * The decision at which a replay first differs, with all rows of its condition. Where one run evaluates a condition that
 * the other never comes to (a loop's further turn, what follows in a `catch`), either may tell why.
 */
function firstDivergence(original: Run, replay: Run, table: SiteTable) {
  const [before, after] = [original, replay].map(({ rows }) => decisionsOf(rows, table)) as [number[], number[]];
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const [one, other] = [before[index], after[index]];
    const [oneRow, otherRow] = [original.rows[one ?? -1], replay.rows[other ?? -1]];
    if (oneRow && otherRow && isSame(oneRow, otherRow)) continue;
    const rows = oneRow ? conditionOf(original.rows, one ?? 0, table) : [];
    if (oneRow?.site !== otherRow?.site && otherRow) rows.push(...conditionOf(replay.rows, other ?? 0, table));
    const line = table.sites[(oneRow ?? otherRow)?.site ?? 0]?.at[0] ?? 0;
    return { row: one ?? original.rows.length, rows, text: (table.source.split("\n")[line - 1] ?? "").trim() };
  }
  return undefined;
}

function decisionsOf(rows: Row[], table: SiteTable): number[] {
  return rows.flatMap(({ site }, index) => (decisions.has(table.sites[site]?.kind ?? "") ? [index] : []));
}

function isSame(one: Row, other: Row): boolean {
  return one.site === other.site && one.frame.fn === other.frame.fn && one.isTrue === other.isTrue;
}

/** A decision's row and those of what it read, back to the last time it was evaluated in that frame. */
function conditionOf(rows: Row[], index: number, table: SiteTable): Row[] {
  const decision = rows[index] as Row;
  const found = [decision];
  const family = new Set([ownerOf(decision.site, table), decision.site]);
  for (let at = index - 1; at >= 0; at--) {
    const row = rows[at] as Row;
    if (row.frame !== decision.frame) continue;
    if (row.site === decision.site) break;
    if (family.has(row.site) || family.has(ownerOf(row.site, table))) found.push(row);
  }
  return found;
}

function ownerOf(site: number, table: SiteTable): number {
  return table.sites[site]?.of ?? site;
}

/** Notes for each value link of an operand whether a changed judgment changed it, up to the row where paths part. */
function compareOperands(
  { original, replay, spanId, until, table }: Pair & { spanId: string; until: number; table: SiteTable },
  reached: Map<number, boolean>,
): void {
  for (let index = 0; index <= until && index < original.rows.length; index++) {
    const [row, other] = [original.rows[index] as Row, replay.rows[index]];
    if (row.site !== other?.site) return;
    if (table.sites[row.site]?.kind !== "operand" || viaOf(row, spanId) !== "value") continue;
    reached.set(index, (reached.get(index) ?? false) || row.value !== other.value);
  }
}

function load(code: string) {
  const done = transform(code, { file: "shape.js" });
  if (!done) throw new Error("nothing is audited");
  let current: { change: Change | undefined; asked: Asked[]; ordinals: Map<string, number> };
  const ask = (point: string) => {
    const run = current;
    const ordinal = run.ordinals.get(point) ?? 0;
    run.ordinals.set(point, ordinal + 1);
    const { change } = run;
    const isChanged = change?.point === point && change.ordinal === ordinal;
    const all = answersOf(point);
    const output = isChanged ? change.answer : all[(point.charCodeAt(1) + ordinal) % all.length];
    run.asked.push({ point, ordinal, answer: output, spanId: "" });
    const confidence = (all.findIndex((one) => textOf(one) === textOf(output)) + 1) / 4;
    const detail = { output, confidence, scores: { a: 1 - confidence } };
    return judge({ point, input: null }, () => structuredClone(detail));
  };
  const shape = new Function("ask", `"use strict";${done.code}\nreturn shape;`)(ask) as () => Promise<unknown>;
  const run = async (change: Change | undefined): Promise<Run> => {
    current = { change, asked: [], ordinals: new Map() };
    const { asked } = current;
    const recorder = new Recorder({ onBranch: () => {} });
    const links = new LoggedLinks(asked);
    recorder.links = links;
    try {
      await context.with(withNewRun(context.active(), { recorder }), shape);
    } finally {
      recorder.end();
    }
    if (links.failure) throw links.failure;
    return { rows: links.rows, asked };
  };
  return { table: done.table, run };
}

/** The links of the runtime, with every row written down in the order of the whole execution. */
class LoggedLinks extends Links {
  readonly rows: Row[] = [];
  private readonly askedFor: Asked[];
  private noted = 0;
  failure: unknown;

  constructor(asked: Asked[]) {
    super();
    this.askedFor = asked;
  }

  override asked(promise: object, spanId: string): void {
    const asked = this.askedFor[this.noted++];
    if (asked) asked.spanId = spanId;
    super.asked(promise, spanId);
  }

  override row(frame: Frame, site: number, value: unknown): number {
    try {
      const provenance = super.row(frame, site, value);
      const isOperand = frame.module.table.sites[site]?.kind === "operand";
      this.rows.push({ frame, site, value: isOperand ? textOf(value) : "", isTrue: Boolean(value), provenance });
      return provenance;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

function textOf(value: unknown): string {
  if (value instanceof Map || value instanceof Set) return JSON.stringify([...value]);
  if (value instanceof Promise || typeof value === "function") return typeof value;
  return JSON.stringify(value, (key, inner) => (key === "spanId" ? undefined : inner)) ?? "undefined";
}
