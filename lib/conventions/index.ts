import { anyFramework } from "./any-framework";
import { casebook } from "./casebook";
import { claudeCode } from "./claude-code";
import type { Convention, JoinedSpan } from "./convention";
import { type Draft, fillDraft, type Role } from "./draft";
import { readError } from "./errors";
import { langfuse } from "./langfuse";
import { langsmith } from "./langsmith";
import { mlflow } from "./mlflow";
import { openinference } from "./openinference";
import { otelGenai } from "./otel-genai";
import { traceloop } from "./traceloop";
import { vercelAi } from "./vercel-ai";

/** Every convention, the most specific markers first. A new one is a file of its own and a line here. */
export const conventions: readonly Convention[] = [
  casebook,
  langfuse,
  traceloop,
  openinference,
  vercelAi,
  mlflow,
  langsmith,
  claudeCode,
  anyFramework,
  otelGenai,
];

/** Markers a trace was searched for, for the sentence shown on a trace without judgments. */
export const lookedFor: readonly string[] = conventions.flatMap(({ markers }) => markers);

/** Models that some clients record like chat models and that decide nothing. */
const notLanguage = /(^|[-_/.])(embed|embedding|rerank|moderation|whisper|transcribe|tts|dall-e)/i;

/** What one span is and says, before its neighbours are looked at. */
export type Recognition = { role: Role | undefined; convention: string; draft: Draft };

/**
 * Recognises one span: the first convention whose marker it carries decides the role, and all conventions whose
 * attributes it has add facts, in the same order.
 */
export function recognizeSpan(joined: JoinedSpan): Recognition | undefined {
  const segments = new Set<string>();
  for (const key of Object.keys(joined.span.attributes)) segments.add(firstSegment(key));
  const applying = conventions.filter(
    (convention) => convention.segments.length === 0 || convention.segments.some((segment) => segments.has(segment)),
  );
  let decided: { role: Role; convention: string } | undefined;
  for (const convention of applying) {
    const role = convention.role(joined);
    if (role) {
      decided = { role, convention: convention.name };
      break;
    }
  }
  if (!decided) return undefined;
  if (decided.role === "other" || decided.role === "tool") return { ...decided, draft: {} };
  const draft: Draft = {};
  for (const convention of applying) fillDraft(draft, convention.read(joined));
  if (notLanguage.test(draft.requestedModel ?? draft.respondedModel ?? ""))
    return { ...decided, role: "other", draft: {} };
  const error = readError(joined, draft.answer !== undefined || draft.questions !== undefined);
  if (error && !draft.error?.message) draft.error = error;
  return { ...decided, draft };
}

function firstSegment(key: string): string {
  const dot = key.indexOf(".");
  return dot === -1 ? (key.split(":", 1)[0] ?? key) : key.slice(0, dot);
}
