import type { FrameEvent } from "@/lib/branches/types";
import type { JudgmentLink, Operand } from "@/lib/contract/branch";
import type { DecisionKind } from "@/lib/contract/sites";

/** What a judgment merely decided the writing of, in contrast to what its answer is part of. */
export const isFlowing = ({ via }: JudgmentLink) => via !== "control";

const shortCircuits = new Set<string>(["and", "or", "nullish", "optional"] satisfies DecisionKind[]);

type Part = Pick<FrameEvent, "kind" | "arm">;

/**
 * A decision as it reads at a glance: what it read twice with one value is there once, with all the judgments behind
 * it; of a test that stopped early (`a && b` at `a`) judgments behind what was not read are left out.
 * @param parts the decisions inside its text
 */
export function readDecision(event: FrameEvent, parts: Part[]): FrameEvent {
  const unread = new Set(unreadBy(event, parts));
  const judgments = event.judgments.filter((link) => !isFlowing(link) || !unread.has(link.spanId));
  return { ...event, operands: joinOperands(event.operands), judgments };
}

/** Judgments behind what a decision would have read had it not stopped early, by span id. */
export function unreadBy({ kind, arm, judgments, operands }: FrameEvent, parts: Part[]): string[] {
  const hasStopped = [{ kind, arm }, ...parts].some((one) => shortCircuits.has(one.kind) && one.arm === "left");
  if (!hasStopped || operands.length === 0) return [];
  const read = new Set(operands.flatMap((one) => (one.judgments ?? []).filter(isFlowing).map(({ spanId }) => spanId)));
  return judgments.filter((link) => isFlowing(link) && !read.has(link.spanId)).map(({ spanId }) => spanId);
}

function joinOperands(operands: Operand[]): Operand[] {
  const joined = new Map<string, Operand>();
  for (const operand of operands) {
    const { text, value, note, judgments = [] } = operand;
    const key = JSON.stringify([text, value, note]);
    const known = joined.get(key);
    const all = [...(known?.judgments ?? []), ...judgments];
    joined.set(key, all.length > 0 ? { ...operand, judgments: all } : operand);
  }
  return [...joined.values()];
}
