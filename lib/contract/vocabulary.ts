/**
 * The words of design.md §2 as plain constants: the one place each vocabulary is declared.
 * Tables, schemas, forms, SDK and CLI all read them from here; this module imports nothing.
 */
export const stepKinds = ["workflow", "judgment", "branch", "action", "fact", "span"] as const;
export type StepKind = (typeof stepKinds)[number];

export const tasks = ["classify", "extract", "select", "detect", "score", "generate"] as const;
export type Task = (typeof tasks)[number];

export const deciders = ["model", "rule", "human", "cache"] as const;
export type Decider = (typeof deciders)[number];

export const statuses = ["ok", "error"] as const;
export type Status = (typeof statuses)[number];

/** How a condition's operand came to depend on a judgment (design.md §5). */
export const linkVias = ["value", "control", "window"] as const;
export type LinkVia = (typeof linkVias)[number];

export const labelVerdicts = ["correct", "incorrect", "unsure", "withdrawn"] as const;
export type LabelVerdict = (typeof labelVerdicts)[number];

/** The label state copied onto a judgment; `none` where nobody has said anything that still stands. */
export const labelStates = ["none", "correct", "incorrect", "unsure", "disputed"] as const;
export type LabelState = (typeof labelStates)[number];

export const splits = ["dev", "holdout"] as const;
export type Split = (typeof splits)[number];

/** `draft` while people disagree, `retired` once the last label is withdrawn; only `active` cases are exported. */
export const caseStates = ["active", "draft", "retired"] as const;
export type CaseState = (typeof caseStates)[number];

export const keyScopes = ["ingest", "read", "write", "admin", "holdout"] as const;
export type KeyScope = (typeof keyScopes)[number];

export const exportFormatNames = ["jsonl", "csv", "vitest"] as const;
export type ExportFormatName = (typeof exportFormatNames)[number];

export const judgmentSorts = ["newest", "oldest", "confidence-asc", "confidence-desc"] as const;
export type JudgmentSort = (typeof judgmentSorts)[number];

/**
 * How a replay came out: `identical` to the record; under a correction on the `same-path` or a `new-path`; `diverged`
 * from the record though nothing was corrected; `stopped` where the record holds no answer.
 */
export const replayVerdicts = ["identical", "same-path", "new-path", "diverged", "stopped"] as const;
export type ReplayVerdict = (typeof replayVerdicts)[number];

/** An effect in a replay beside the record: had again, had with another input, not had any more, newly wanted. */
export const effectChanges = ["kept", "changed", "dropped", "new"] as const;

/**
 * What a site of an audited function is. The first group decides (its row makes a condition), the second is read
 * inside a decision, the third says how a function was entered and left, the fourth is for looking at and for links.
 */
export const decisionKinds = [
  "if",
  "ternary",
  "while",
  "do",
  "for",
  "for-of",
  "for-in",
  "switch",
  "and",
  "or",
  "nullish",
  "and-assign",
  "or-assign",
  "nullish-assign",
  "optional",
  "default",
] as const;
export const siteKinds = [
  ...decisionKinds,
  /** A value a decision read; a non-literal `case` test too. */
  "operand",
  /** A `case` (or `default`) label that was arrived at. */
  "case",
  /** A `catch` clause that was entered, a `finally` block that was. */
  "catch",
  "finally",
  "return",
  "throw",
  "break",
  "continue",
  "yield",
  /** The end of a body that was reached without a return. */
  "end",
  /** A parameter as the function was called with it. */
  "param",
  /** A variable's new value. */
  "let",
  /** A call that may enter another audited function. */
  "call",
  /** A clock or random read. */
  "ambient",
] as const;

/** Rows kept of one site in one frame; the rest are counted in `over`. */
export const maxRowsPerSite = 50;
/** Rows kept of one branch. */
export const maxRowsPerBranch = 2_000;
