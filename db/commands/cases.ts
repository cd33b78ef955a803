import { and, asc, eq, or, sql } from "drizzle-orm";
import { createCaseFromLabel } from "../../lib/cases/create-case";
import { inputDigest } from "../../lib/cases/input-digest";
import { canonicalJson } from "../../lib/contract/canonical-json";
import type { CaseItem } from "../../lib/contract/case";
import { judgmentId } from "../../lib/contract/judgment";
import type { CaseState } from "../../lib/contract/vocabulary";
import type { StandingLabel } from "../../lib/labels/current-label";
import type { Db } from "../database";
import { getCaseRecord } from "../queries/case-record";
import { reevaluateArm } from "../queries/consequence";
import type { JudgmentChain } from "../queries/judgment-chain";
import type { Case, Judgment, Suite } from "../sqlite/tables";
import type { CommandContext } from "./command";
import { ensureSuite } from "./ensure-suite";

type Settled = {
  project: string;
  chain: JudgmentChain;
  standing: StandingLabel | undefined;
  /** Who caused the change, for the suite's history. */
  author: string;
  publicUrl: string;
};

/**
 * Brings a judgment's case in line with its labels: a claim that stands makes or updates it, people who disagree
 * make it a draft, and with no claim left it is retired.
 * @returns the case unless it is retired or was never made
 */
export async function settleCase(
  db: Db,
  { project, chain, standing, author, publicUrl }: Settled,
  context: CommandContext,
): Promise<CaseItem | null> {
  const [existing, ...surplus] = await listChainCases(db, project, chain);
  for (const one of surplus) {
    await saveCase(db, { row: inState(one, "retired"), before: one, author }, context);
  }
  if (!standing || standing.verdict === "unsure") {
    if (existing) await saveCase(db, { row: inState(existing, "retired"), before: existing, author }, context);
    return null;
  }
  if (standing.verdict === "disputed") {
    if (!existing) return null;
    await saveCase(db, { row: inState(existing, "draft"), before: existing, author }, context);
    return existing.content;
  }
  const suite = await ensureSuite(db, { project, pointId: chain.judgment.pointId }, context);
  const id = existing?.id ?? context.newId();
  const content = await createContent(db, { id, suite, judgment: chain.judgment, standing, publicUrl });
  const { traceId, spanId, ordinal } = chain.judgment;
  const row = {
    id,
    project,
    suiteId: suite.id,
    traceId,
    spanId,
    ordinal,
    state: "active" as const,
    split: existing?.split ?? content.split,
    inputDigest: inputDigest(content.input),
    expectedText: canonicalJson(content.expected),
    content,
  };
  await saveCase(db, { row, before: existing, author }, context);
  return content;
}

/** The case of a judgment, then those that judgments it superseded had of their own: one decision is one case. */
async function listChainCases(db: Db, project: string, { judgment, keys }: JudgmentChain): Promise<Case[]> {
  const { cases } = db.tables;
  const ofKey = keys.map((key) =>
    and(eq(cases.traceId, key.traceId), eq(cases.spanId, key.spanId), eq(cases.ordinal, key.ordinal)),
  );
  const rows = await db.orm
    .select()
    .from(cases)
    .where(and(eq(cases.project, project), or(...ofKey)))
    .orderBy(asc(cases.seq));
  const rank = (row: Case) => (judgmentId(row) === judgmentId(judgment) ? 0 : row.state === "retired" ? 2 : 1);
  return rows.sort((a, b) => rank(a) - rank(b));
}

type ContentOf = { id: string; suite: Suite; judgment: Judgment; standing: StandingLabel; publicUrl: string };

async function createContent(db: Db, { id, suite, judgment, standing, publicUrl }: ContentOf): Promise<CaseItem> {
  const { judgmentPayloads } = db.tables;
  const [payload] = await db.orm
    .select({ input: judgmentPayloads.input })
    .from(judgmentPayloads)
    .where(eq(judgmentPayloads.judgmentSeq, judgment.seq));
  const { source } = standing;
  const isOpen = source.verdict === "incorrect" && source.expectedArm === null;
  const { subjectType, subjectId } = judgment;
  return createCaseFromLabel({
    id,
    suiteId: suite.id,
    project: judgment.project,
    decision: {
      ...judgment,
      judgmentId: judgmentId(judgment),
      subject: subjectId === null ? null : { type: subjectType ?? "", id: subjectId },
      input: payload?.input ?? judgment.inputPreview,
    },
    label: standing,
    reevaluatedArm: isOpen && standing.expected !== null ? await reevaluateArm(db, judgment, standing.expected) : null,
    record: await getCaseRecord(db, judgment),
    publicUrl,
  });
}

type CaseColumns = Omit<Case, "seq" | "updatedUs">;

function inState({ seq: _seq, updatedUs: _updatedUs, ...row }: Case, state: CaseState): CaseColumns {
  return { ...row, state };
}

type Saved = { row: CaseColumns; before: Case | undefined; author: string };

/** Writes a case and appends the suite version that records the change; nothing changed, nothing is written. */
async function saveCase(db: Db, { row, before, author }: Saved, context: CommandContext): Promise<void> {
  const isMoved = before !== undefined && before.suiteId !== row.suiteId;
  const change = isMoved ? "added" : changeOf(before, row);
  if (!change) return;
  const { cases } = db.tables;
  const columns = { ...row, updatedUs: context.nowUs };
  if (before) await db.orm.update(cases).set(columns).where(eq(cases.seq, before.seq));
  else await db.insert(cases, [columns]);
  if (isMoved) await appendVersion(db, { row: before, content: null, change: "moved", author }, context);
  const content = row.state === "active" ? row.content : null;
  await appendVersion(db, { row, content, change, author }, context);
}

type Version = {
  row: CaseColumns;
  /** What the suite holds of the case from now on; null takes it out. */
  content: CaseItem | null;
  change: string;
  author: string;
};

async function appendVersion(
  db: Db,
  { row: { suiteId, id: caseId, split }, content, change, author }: Version,
  { nowUs }: CommandContext,
): Promise<void> {
  const { suites, suiteVersions, caseRevisions } = db.tables;
  const [suite] = await db.orm
    .update(suites)
    .set({ version: sql`${suites.version} + 1` })
    .where(eq(suites.id, suiteId))
    .returning({ version: suites.version });
  const version = suite?.version ?? 0;
  await db.insert(suiteVersions, [{ suiteId, version, atUs: nowUs, author, change, caseId }]);
  await db.insert(caseRevisions, [{ suiteId, version, caseId, split, content }]);
}

const changeByState: Record<CaseState, string> = { active: "restored", draft: "disputed", retired: "retired" };

function changeOf(before: Case | undefined, after: CaseColumns): string | undefined {
  if (!before) return "added";
  if (before.state !== after.state) return changeByState[after.state];
  return canonicalJson(before.content) === canonicalJson(after.content) ? undefined : "updated";
}
