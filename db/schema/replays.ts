import type { Condition } from "../../lib/contract/branch";
import type { ReplayedBranch, ReplayedEffect } from "../../lib/contract/replay";
import { replayVerdicts } from "../../lib/contract/vocabulary";
import type { Kit } from "../sqlite/kit";

/** What the team's own code did with a correction, by the label and the commit of the code; posted again, replaced. */
export function replayTables(kit: Kit) {
  const replays = kit.table(
    "replays",
    {
      seq: kit.arrival(),
      id: kit.txt().notNull(),
      project: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
      spanId: kit.txt().notNull(),
      ordinal: kit.int().notNull(),
      labelId: kit.txt().notNull(),
      commit: kit.txt().notNull(),
      expected: kit.json().notNull(),
      /** The expectation as canonical JSON: another label with the same one has the same replay. */
      expectedText: kit.txt().notNull(),
      verdict: kit.txt({ enum: replayVerdicts }).notNull(),
      reason: kit.txt(),
      path: kit.json<Condition[]>().notNull(),
      arm: kit.txt(),
      outcome: kit.json(),
      effects: kit.json<ReplayedEffect[]>().notNull(),
      branches: kit.json<ReplayedBranch[]>().notNull(),
      stale: kit.json<string[]>().notNull(),
      author: kit.txt().notNull(),
      atUs: kit.int().notNull(),
    },
    (t) => [
      kit.uniqueIndex("replays_label").on(t.project, t.labelId, t.commit),
      kit.index("replays_judgment").on(t.project, t.traceId, t.spanId, t.ordinal),
      kit.index("replays_project").on(t.project, t.seq),
    ],
  );

  return { replays };
}
