import type { BranchFacts, Condition, JudgmentLink, Operand } from "../contract/branch";
import type { Json } from "../contract/json";
import type { SiteKind } from "../contract/sites";

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

/** How often a line of a frame ran; lines that hold no code are not listed. */
export type LineState = { line: number; state: "ran" | "not-run"; turns: Turn[] };

/** A loop of a frame with the turns it took, those beyond the kept rows too. */
export type LoopState = { site: number; at: SourceRange; text: string; turns: number; kept: number; parent: Turn[] };

/** One call of an audited function. */
export type ExpandedFrame = {
  frame: number;
  table: number;
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
