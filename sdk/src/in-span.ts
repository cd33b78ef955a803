import { type Context, context, type Span, SpanStatusCode, trace } from "@opentelemetry/api";
import type { StepKind } from "../../lib/contract/vocabulary";
import { wire } from "../../lib/contract/wire";
import { begin, endOf, toHrTime } from "./clock";
import { settings } from "./configure";
import { Draft } from "./draft";
import { follow } from "./follow";
import { currentRun, runOf } from "./run";
import { safely } from "./safely";

type Plan<Result> = {
  kind: Exclude<StepKind, "span">;
  name: string;
  parent?: Context;
  /** Gathers what identifies the span; runs before it starts. */
  onStart?: (draft: Draft) => void;
  /** Gathers what came out of it; runs before it ends. */
  onResult?: (draft: Draft, result: Result) => void;
  /** Gathers what is known in either case, last. */
  onEnd?: (draft: Draft) => void;
};

/**
 * Runs `body` inside a span and gives back what it gives back, or throws what it throws. Async results are followed to
 * their end (see `follow`). Nothing that goes wrong while recording reaches the caller.
 * @param body gets the span, which is undefined where nothing records
 */
export function inSpan<Result>(plan: Plan<Awaited<Result>>, body: (span: Span | undefined) => Result): Result {
  const parent = plan.parent ?? context.active();
  if (!settings.enabled) return plan.parent ? context.with(parent, () => body(undefined)) : body(undefined);
  const draft = new Draft(runOf(parent)?.secrets);
  const span = safely(() => startSpan(plan, parent, draft));
  const inside = span ? trace.setSpan(parent, span) : parent;
  const recording = span?.isRecording() ? span : undefined;
  let result: Result;
  try {
    result = context.with(inside, () => body(recording));
  } catch (error) {
    endFailed(recording, draft, plan, error);
    throw error;
  }
  if (!recording) return result;
  const order = plan.kind === "workflow" || plan.kind === "branch" ? undefined : currentRun()?.order;
  let [hasEnded, isAwaited] = [false, false];
  const once = (tell: () => void) => {
    if (hasEnded) return;
    hasEnded = true;
    if (isAwaited && order) draft.form.ended = order.ended++;
    tell();
  };
  const followed = follow(result, inside, {
    ok: (value) => once(() => endOk(recording, draft, plan, value as Awaited<Result>)),
    failed: (error) => once(() => endFailed(recording, draft, plan, error)),
  });
  isAwaited = true;
  return followed;
}

function startSpan<Result>(plan: Plan<Result>, parent: Context, draft: Draft): Span {
  draft.set(wire.kind, plan.kind);
  draft.set(wire.name, plan.name);
  safely(() => plan.onStart?.(draft));
  draft.begun = begin();
  const options = { attributes: draft.take(), startTime: toHrTime(draft.begun.ms) };
  return trace.getTracer("casebook", version).startSpan(`${plan.kind} ${plan.name}`, options, parent);
}

/** Set by the build to the package's version. */
declare const __CASEBOOK_VERSION__: string | undefined;
export const version = typeof __CASEBOOK_VERSION__ === "string" ? __CASEBOOK_VERSION__ : "0.0.0";

function endOk<Result>(span: Span, draft: Draft, plan: Plan<Result>, result: Result): void {
  safely(() => plan.onResult?.(draft, result));
  end(span, draft, plan);
}

function endFailed<Result>(span: Span | undefined, draft: Draft, plan: Plan<Result>, error: unknown): void {
  if (!span) return;
  safely(() => {
    const { message } = draft.error(error);
    span.setStatus({ code: SpanStatusCode.ERROR, message });
  });
  end(span, draft, plan);
}

function end<Result>(span: Span, draft: Draft, plan: Plan<Result>): void {
  safely(() => plan.onEnd?.(draft));
  safely(() => {
    span.setAttributes(draft.take());
    span.end(draft.begun && toHrTime(endOf(draft.begun)));
  });
}
