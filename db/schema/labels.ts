import type { CaseItem } from "../../lib/contract/case";
import type { Json } from "../../lib/contract/json";
import { caseStates, labelVerdicts, splits } from "../../lib/contract/vocabulary";
import type { Kit } from "../sqlite/kit";

/** What people said (append-only) and what came of it: suites, their cases, every revision of a case. */
export function labelTables(kit: Kit) {
  const labels = kit.table(
    "labels",
    {
      seq: kit.arrival(),
      /** ULID given by the client or the server; a repeat of the same id is the same event. */
      id: kit.txt().notNull(),
      project: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
      spanId: kit.txt().notNull(),
      ordinal: kit.int().notNull(),
      verdict: kit.txt({ enum: labelVerdicts }).notNull(),
      expected: kit.json(),
      expectedArm: kit.txt(),
      note: kit.txt(),
      tags: kit.json<string[]>().notNull(),
      authorId: kit.txt().notNull(),
      author: kit.txt().notNull(),
      atUs: kit.int().notNull(),
    },
    (t) => [
      kit.uniqueIndex("labels_id").on(t.project, t.id),
      kit.index("labels_judgment").on(t.project, t.traceId, t.spanId, t.ordinal, t.seq),
      kit.index("labels_project").on(t.project, t.seq),
    ],
  );

  const suites = kit.table(
    "suites",
    {
      id: kit.txt().primaryKey(),
      project: kit.txt().notNull(),
      pointId: kit.txt().notNull(),
      name: kit.txt().notNull(),
      /** Seed of the split hash (design.md §2, Splits). */
      seed: kit.txt().notNull(),
      holdoutShare: kit.num().notNull(),
      /** Newest version; version 0 is the empty suite. */
      version: kit.int().notNull(),
      createdUs: kit.int().notNull(),
    },
    (t) => [kit.uniqueIndex("suites_point").on(t.project, t.pointId)],
  );

  const suiteVersions = kit.table(
    "suite_versions",
    {
      suiteId: kit.txt().notNull(),
      version: kit.int().notNull(),
      atUs: kit.int().notNull(),
      author: kit.txt().notNull(),
      change: kit.txt().notNull(),
      caseId: kit.txt().notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.suiteId, t.version] })],
  );

  const cases = kit.table(
    "cases",
    {
      seq: kit.arrival(),
      id: kit.txt().notNull(),
      project: kit.txt().notNull(),
      suiteId: kit.txt().notNull(),
      traceId: kit.txt().notNull(),
      spanId: kit.txt().notNull(),
      ordinal: kit.int().notNull(),
      state: kit.txt({ enum: caseStates }).notNull(),
      split: kit.txt({ enum: splits }).notNull(),
      /** SHA-256 of the normalized input: equal inputs with different expectations are a conflict. */
      inputDigest: kit.txt().notNull(),
      expectedText: kit.txt().notNull(),
      content: kit.json<CaseItem>().notNull(),
      updatedUs: kit.int().notNull(),
    },
    (t) => [
      kit.uniqueIndex("cases_id").on(t.id),
      kit.uniqueIndex("cases_judgment").on(t.project, t.traceId, t.spanId, t.ordinal),
      kit.index("cases_suite").on(t.suiteId, t.state, t.seq),
      kit.index("cases_input").on(t.suiteId, t.inputDigest),
    ],
  );

  /** Append-only: the content of a case from one suite version on; null once it was taken out. */
  const caseRevisions = kit.table(
    "case_revisions",
    {
      suiteId: kit.txt().notNull(),
      version: kit.int().notNull(),
      caseId: kit.txt().notNull(),
      split: kit.txt({ enum: splits }).notNull(),
      content: kit.json<Json | CaseItem>(),
    },
    (t) => [kit.primaryKey({ columns: [t.suiteId, t.caseId, t.version] })],
  );

  return { labels, suites, suiteVersions, cases, caseRevisions };
}
