import { sql } from "drizzle-orm";
import type { BranchReference, Message } from "../../lib/contract/judgment";
import type { PointSettings, PointShape } from "../../lib/contract/point";
import { deciders, labelStates, statuses, tasks } from "../../lib/contract/vocabulary";
import type { StatedAnswer } from "../../lib/decisions/points";
import type { OutputSchema } from "../../lib/decisions/types";
import type { Kit } from "../sqlite/kit";
import { startAndEnd } from "./times";

/** Judgments wide for lists, their payloads apart, and the points they were made at. */
export function judgmentTables(kit: Kit) {
  const points = kit.table(
    "points",
    {
      id: kit.txt().primaryKey(),
      project: kit.txt().notNull(),
      workflow: kit.txt().notNull(),
      name: kit.txt().notNull(),
      learned: kit.json<PointShape>().notNull(),
      /** What learning needs to go on: outputs and schemas seen so far (lib/decisions/points.ts). */
      evidence: kit.json().notNull(),
      settings: kit.json<PointSettings>().notNull(),
      /** While a changed shape is being applied to past judgments: those up to this `seq` have it. Else null. */
      projectedSeq: kit.int(),
      createdUs: kit.int().notNull(),
    },
    (t) => [kit.uniqueIndex("points_key").on(t.project, t.workflow, t.name)],
  );

  const judgments = kit.table(
    "judgments",
    {
      seq: kit.arrival(),
      project: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
      spanId: kit.txt().notNull(),
      ordinal: kit.int().notNull(),
      pointId: kit.txt().notNull(),
      workflow: kit.txt().notNull(),
      version: kit.txt(),
      commit: kit.txt(),
      subjectType: kit.txt(),
      subjectId: kit.txt(),
      point: kit.txt().notNull(),
      task: kit.txt({ enum: tasks }).notNull(),
      decider: kit.txt({ enum: deciders }).notNull(),
      convention: kit.txt().notNull(),
      provider: kit.txt(),
      requestedModel: kit.txt(),
      respondedModel: kit.txt(),
      /** Responded, else requested: what the model filter and its index use. */
      model: kit.txt(),
      /** First 280 characters of the question, one line. */
      inputPreview: kit.txt().notNull(),
      /** The value decided. */
      output: kit.json(),
      /** The value decided as text of at most 200 characters: what the output filter and its index use. */
      outputText: kit.txt(),
      choices: kit.json<string[]>(),
      confidence: kit.num(),
      scores: kit.json<{ [answer: string]: number }>(),
      status: kit.txt({ enum: statuses }).notNull(),
      ...startAndEnd(kit),
      inputTokens: kit.int(),
      outputTokens: kit.int(),
      costUsd: kit.num(),
      /** Branches that read it in order, the workflow function's own last; `arm` is the first one's, for filter and index. */
      branches: kit.json<BranchReference[]>().notNull(),
      arm: kit.txt(),
      labelState: kit.txt({ enum: labelStates }).notNull().default("none"),
      labelExpected: kit.json(),
      labelAuthor: kit.txt(),
      labelUs: kit.int(),
      /** Id of the judgment that took this one's place when a later span arrived; null while it stands. */
      supersededBy: kit.txt(),
    },
    (t) => [
      kit.uniqueIndex("judgments_key").on(t.project, t.traceId, t.spanId, t.ordinal),
      kit.index("judgments_arrival").on(t.project, t.startUs, t.seq),
      kit.index("judgments_output").on(t.project, t.pointId, t.outputText, t.startUs, t.seq),
      kit.index("judgments_arm").on(t.project, t.pointId, t.arm, t.startUs, t.seq),
      kit.index("judgments_model").on(t.project, t.model, t.startUs, t.seq),
      kit.index("judgments_confidence").on(t.project, t.pointId, t.confidence, t.seq),
      kit.index("judgments_label").on(t.project, t.labelState, t.startUs, t.seq).where(sql`label_state <> 'none'`),
      kit.index("judgments_subject").on(t.project, t.subjectId, t.startUs).where(sql`subject_id is not null`),
    ],
  );

  const judgmentPayloads = kit.table("judgment_payloads", {
    judgmentSeq: kit.int().primaryKey(),
    input: kit.json(),
    messages: kit.json<Message[]>(),
    system: kit.txt(),
    rawOutput: kit.json(),
    tools: kit.json<string[]>(),
    outputSchema: kit.json<OutputSchema>(),
    /** Choices, confidence and scores as the sender gave them, before the point's shape is applied. */
    stated: kit.json<StatedAnswer>().notNull(),
    rationale: kit.txt(),
    error: kit.json<{ name: string; message: string }>(),
    cut: kit.json<string[]>().notNull(),
  });

  return { points, judgments, judgmentPayloads };
}
