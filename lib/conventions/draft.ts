import type { Json } from "../contract/json";
import type { Message } from "../contract/judgment";
import type { Decider, Task } from "../contract/vocabulary";
import type { OutputSchema } from "../decisions/types";

/** What a span is to recognition. `wrapper` surrounds model calls, `tool` runs an action, `other` is never a judgment. */
export type Role = "judgment" | "wrapper" | "tool" | "other";

export type Tool = { name: string; schema: OutputSchema | null };
export type ToolCall = { tool: string; arguments: Json };

/** What the model said: text or a structured value, the tools it called, and what it thought aloud. */
export type Answer = { text?: string; value?: Json; toolCalls?: ToolCall[]; reasoning?: string };

/** One question of a typed decision with its answer. */
export type QuestionDraft = {
  name: string;
  task: Task;
  choices: string[] | null;
  output: Json;
  confidence: number | null;
  scores: { [answer: string]: number } | null;
  rationale: string | null;
};

/** What one convention could read from one span and its logs; what it did not find is left out. */
export type Draft = {
  /** A name the sender gave this call: prompt name, function id, generation name. */
  name?: string;
  /** Name of the agent the call belongs to: better than an ancestor's, worse than its own. */
  agentName?: string;
  provider?: string;
  requestedModel?: string;
  respondedModel?: string;
  responseId?: string;
  /** System and conversation as sent. */
  messages?: Message[];
  system?: string;
  input?: Json;
  answer?: Answer;
  tools?: Tool[];
  /** The tool the model was made to call: its arguments are a structured answer. */
  forcedTool?: string;
  /** The finish reason says that a tool was called, whether or not the answer is shown. */
  calledTool?: boolean;
  outputSchema?: OutputSchema;
  isStructured?: boolean;
  inputTokens?: number;
  outputTokens?: number;
  costUsd?: number;
  error?: { name: string; message: string };
  questions?: QuestionDraft[];
  task?: Task;
  decider?: Decider;
  choices?: string[];
  confidence?: number;
  scores?: { [answer: string]: number };
  rationale?: string;
  /** Fields whose text the sender cut. */
  cut?: string[];
};

/** Adds to a draft what it lacks and another one knows. */
export function fillDraft(target: Draft, source: Draft): void {
  fill(target, source);
}

function fill<T extends object>(target: T, source: T): void {
  for (const key in source) if (target[key] === undefined) target[key] = source[key];
}
