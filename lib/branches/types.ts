import type { BranchFacts, Condition, JudgmentLink, Operand } from "../contract/branch";
import type { Json } from "../contract/json";
import type { BranchRows } from "../contract/rows";
import type { SiteKind, SiteTable } from "../contract/sites";

/** `[startLine, startColumn, endLine, endColumn]`: lines from 1, columns from 0 in UTF-16 code units. */
export type SourceRange = [number, number, number, number];

/** A recorded value as a person reads it: `value` where JSON holds it, else `note` says what it was. */
export type ShownValue = { value?: Json; note?: string };

/** One turn of a loop: the loop's site and the number of the turn, from 0. */
export type Turn = { site: number; turn: number };

/** Something that happened in a frame, in order. */
export type FrameEvent = ShownValue & {
  kind: SiteKind;
  site: number;
  at: SourceRange;
  text: string;
  /** The variable, parameter, callee or case label. */
  name?: string;
  /** `then`, `else`, `body`, `right`, `left`, a case's label. */
  arm?: string;
  /** What a decision read, leaves only. */
  operands: Operand[];
  judgments: JudgmentLink[];
  /** The turns of the loops around it, outermost first. */
  turns: Turn[];
  /** Frame of the audited call that this `call` entered. */
  calls?: number;
};

/**
 * Whether a line of a frame ran; lines that hold no code are not listed, nor those of which the record does not tell
 * (behind an exception from within, or beyond the rows that were kept). `turns` lists the paths of turns it ran in,
 * outermost loop first, for a line inside a loop's body; it is empty for one outside.
 */
export type LineState = { line: number; state: "ran" | "not-run"; turns: Turn[][] };

/** A loop of a frame with the turns it took, those beyond the kept rows too. */
export type LoopState = { site: number; at: SourceRange; text: string; turns: number; kept: number; parent: Turn[] };

/** One call of an audited function. */
export type ExpandedFrame = {
  frame: number;
  table: number;
  /** Its number among the table's functions. */
  functionIndex: number;
  functionName: string;
  file: string;
  /** The whole function in the source. */
  at: SourceRange;
  parent: number | undefined;
  callSite: number | undefined;
  events: FrameEvent[];
  loops: LoopState[];
  /** Lines that ran in at least one turn, and those of arms that never did. */
  lines: LineState[];
  outcome?: ShownValue;
  /** True where it was left by an exception. */
  threw: boolean;
  /** Times rows were left out, by site. */
  over: { site: number; count: number }[];
};

/** A run of a branch, spelled out. */
export type ExpandedBranch = {
  frames: ExpandedFrame[];
  /** Every decision of every frame in order, as hand-made branches record theirs. */
  conditions: Condition[];
  /** What the outermost function was given and computed, by name. */
  facts: BranchFacts;
};

/** What the Timeline's source view of one branch is made of; `getBranchSource` gives it. */
export type BranchSource = {
  /** The tables its rows refer to, in the order frames count them; `table` is absent where it has not arrived. */
  tables: { sha256: string; table?: SiteTable }[];
  rows: BranchRows;
  /** Spelled out as far as tables are here: frames of a missing table have no events and no lines. */
  branch: ExpandedBranch;
  commit: string | null;
  repository: string | null;
};

/** How often one arm of a decision was taken, none included. */
export type ArmCount = { arm: string; count: number };

/** How recent runs of a point's branches went through one audited function; `getBranchMap` gives them. */
export type FunctionMap = {
  sha256: string;
  fn: number;
  functionName: string;
  at: SourceRange;
  /** Runs of a branch that entered it at least once. */
  runs: number;
  /** Runs that ran the line, of `runs`; lines that hold no code are not listed. */
  lines: { line: number; runs: number }[];
  /** Times each arm was taken, in the order of the source. */
  decisions: { site: number; at: SourceRange; text: string; kind: SiteKind; arms: ArmCount[] }[];
};

/** A point's branch map: the source its judgments led into, with how much of recent traffic ran each line. */
export type BranchMap = {
  /** Code that recent branches ran, newest first, by version and commit. */
  builds: {
    version: string | null;
    commit: string | null;
    repository: string | null;
    runs: number;
    lastSeenAt: string;
  }[];
  /** Position in `builds` of the one shown. */
  chosen: number;
  /** Runs that were looked at; `isSampled` where there are more. */
  runs: number;
  isSampled: boolean;
  tables: { sha256: string; table?: SiteTable }[];
  functions: FunctionMap[];
  /** Named paths of the branches, with how many runs took each. */
  arms: { branch: string; arm: string; count: number }[];
};
