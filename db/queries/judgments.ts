import type { JudgmentItem } from "../../lib/contract/judgment";
import { judgmentId } from "../../lib/contract/judgment";
import type { Judgment } from "../sqlite/tables";
import { durationMsOf, toIsoTime } from "../times";

/** A judgment's row as the contract shows it in lists (design.md §7). */
export function toJudgmentItem(row: Judgment): JudgmentItem {
  return {
    id: judgmentId(row),
    traceId: row.traceId,
    spanId: row.spanId,
    pointId: row.pointId,
    workflow: row.workflow,
    version: row.version,
    subject: row.subjectId === null ? null : { type: row.subjectType ?? "", id: row.subjectId },
    point: row.point,
    task: row.task,
    decider: row.decider,
    model: { provider: row.provider, requested: row.requestedModel, responded: row.respondedModel },
    input: row.inputPreview,
    output: row.output,
    choices: row.choices,
    confidence: row.confidence,
    scores: row.scores,
    status: row.status,
    startedAt: toIsoTime(row.startUs, row.startNs),
    durationMs: durationMsOf(row),
    usage: { inputTokens: row.inputTokens, outputTokens: row.outputTokens },
    costUsd: row.costUsd,
    branches: row.branches,
    label:
      row.labelState === "none"
        ? null
        : {
            verdict: row.labelState,
            expected: row.labelExpected,
            author: row.labelAuthor ?? "",
            at: toIsoTime(row.labelUs ?? 0),
          },
  };
}
