import type { BranchFacts, Condition } from "../contract/branch";
import type { Json, JsonObject } from "../contract/json";
import type { BranchReference, Message, Subject } from "../contract/judgment";
import type { ReplayForm } from "../contract/replay-form";
import type { Decider, Status, StepKind, Task } from "../contract/vocabulary";

/** What a judgment's structured answer looks like where the sender told us (JSON schema, tool schema). */
export type OutputSchema = JsonObject;

/**
 * One question answered, as recognition reads it from spans and logs; everything a convention could not find is
 * null. Nothing here depends on other traces: what a point has learned is applied later by `projectAnswer`.
 */
export type RecognizedJudgment = {
  traceId: string;
  spanId: string;
  ordinal: number;
  /** Name of the convention that recognised it. */
  convention: string;
  point: string;
  /** Task as far as this one judgment tells; the point's learning may refine `extract` and `generate`. */
  task: Task;
  decider: Decider;
  provider: string | null;
  requestedModel: string | null;
  respondedModel: string | null;
  /** The question's own input: a value for casebook, else the messages' user text. */
  input: Json;
  /** System and conversation as sent; null when the sender recorded none. */
  messages: Message[] | null;
  /** System instructions as one text, null when none were recorded. */
  system: string | null;
  /** The whole answer as text or JSON; for a tool call `{ tool, arguments }`. */
  rawOutput: Json;
  /** Tools that were offered, by name. */
  tools: string[] | null;
  outputSchema: OutputSchema | null;
  choices: string[] | null;
  confidence: number | null;
  scores: { [answer: string]: number } | null;
  rationale: string | null;
  status: Status;
  error: { name: string; message: string } | null;
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
  responseId: string | null;
  /** Fields that arrived cut or sanitized. */
  cut: string[];
};

export type DerivedBranch = {
  name: string;
  file: string | null;
  functionName: string | null;
  line: number | null;
  commit: string | null;
  repository: string | null;
  arm: string | null;
  outcome: Json | null;
  conditions: Condition[];
  facts: BranchFacts | null;
  /** Span ids of the judgments its operands or facts came from, in order of first mention. */
  judgmentSpanIds: string[];
  /** Compact rows (`casebook.branch.rows`) and the digest of their site table, kept until expanded. */
  rows: string | null;
  sites: string | null;
};

/** One node of a trace in the form every screen uses; derived from a span and its neighbours, never edited. */
export type DerivedStep = {
  spanId: string;
  parentSpanId: string | undefined;
  /** Nearest workflow span at or above this step, else the trace's root (design.md §2). */
  workflowSpanId: string | undefined;
  kind: StepKind;
  name: string;
  status: Status;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  workflow: string;
  version: string | null;
  subject: Subject | null;
  /** True where an action changes the outside. */
  effect: boolean;
  seq: number | null;
  key: string | null;
  input: Json | null;
  output: Json | null;
  error: { name: string; message: string } | null;
  lossy: string[];
  /** How a replay gives the recorded values back as they were. */
  replayForm: ReplayForm | null;
  branch: DerivedBranch | null;
  /** True for a span recognition merged into a judgment as its detail or wrapper (a model call inside `judge`). */
  isJudgmentDetail: boolean;
};

/** A judgment placed in its trace: what it inherits from its workflow span and which branches read it. */
export type DerivedJudgment = RecognizedJudgment & {
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  workflow: string;
  version: string | null;
  subject: Subject | null;
  commit: string | null;
  branches: BranchReference[];
  /** Spans this judgment speaks for (wrappers, the same call told twice, calls inside it): one of theirs is superseded. */
  absorbedSpanIds: string[];
};

export type DerivedTrace = {
  traceId: string;
  workflow: string;
  version: string | null;
  subject: Subject | null;
  status: Status;
  /** Every workflow span has ended and no parent is missing. */
  complete: boolean;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  steps: DerivedStep[];
  judgments: DerivedJudgment[];
};
