import { and, eq } from "drizzle-orm";
import { canonicalJson } from "../../lib/contract/canonical-json";
import type { CaseItem } from "../../lib/contract/case";
import type { Json } from "../../lib/contract/json";
import { judgmentId } from "../../lib/contract/judgment";
import type { CurrentLabel, LabelRequest } from "../../lib/contract/label";
import { CasebookError } from "../../lib/errors";
import { type AuthoredLabel, currentLabel, type StandingLabel, standingLabels } from "../../lib/labels/current-label";
import type { LabelOutcome } from "../../lib/labels/outcome";
import { sanitizeJson, sanitizeText } from "../../lib/otlp/sanitize";
import type { Db } from "../database";
import { type JudgmentChain, requireJudgmentChain } from "../queries/judgment-chain";
import { listAuthoredLabels, withoutAuthorId } from "../queries/labels";
import type { Judgment } from "../sqlite/tables";
import { toIsoTime } from "../times";
import { recordAudit } from "./audit";
import { settleCase } from "./cases";
import type { Command, CommandContext } from "./command";

type RecordLabel = {
  project: string;
  judgmentId: string;
  request: LabelRequest;
  author: { id: string; name: string };
  /** Where people reach Casebook, for the links a case carries. */
  publicUrl: string;
};

const maxExpectedLength = 100_000;

/**
 * Appends a person's label to a judgment and brings its label state and its case in line. The same `labelId` again
 * changes nothing. A superseded judgment's label goes to its successor.
 * @throws CasebookError `not_found:judgment`, `invalid:label` (with the field), `conflict:label` when `labelId` is
 * taken by a label of another judgment
 */
export const recordLabel: Command<RecordLabel, LabelOutcome> = async (
  db,
  { project, judgmentId: id, request: given, author, publicUrl },
  context,
) => {
  const request = toStorable(given);
  const chain = await requireJudgmentChain(db, { project, id });
  const before = await listAuthoredLabels(db, { project, keys: chain.keys });
  const repeat = before.find((event) => event.id === request.labelId);
  if (repeat)
    return toOutcome(await settle(db, { project, chain, events: before, author, publicUrl }, context), repeat);
  const label = await appendLabel(db, { project, judgment: chain.judgment, before, request, author }, context);
  const events = [...before, label];
  const detail = { verdict: label.verdict, expected: label.expected, labelId: label.id };
  const target = label.judgmentId;
  await recordAudit(db, { project, actor: author.name, action: "label.record", target, detail }, context);
  return toOutcome(await settle(db, { project, chain, events, author, publicUrl }, context), label);
};

/** What no database can hold (NUL, lone surrogates) becomes visible, as it does in what arrives by the wire. */
function toStorable({ expected, expectedArm, note, tags, ...request }: LabelRequest): LabelRequest {
  return {
    ...request,
    ...(expected !== undefined && { expected: sanitizeJson(expected) }),
    ...(expectedArm !== undefined && { expectedArm: sanitizeText(expectedArm) }),
    ...(note !== undefined && { note: sanitizeText(note) }),
    ...(tags !== undefined && { tags: tags.map(sanitizeText) }),
  };
}

/**
 * Carries labels and case over to a judgment that superseded others. Ingest calls it after it has set
 * `supersededBy`; without labels it does nothing.
 */
export async function followLabels(
  db: Db,
  { project, judgmentId: id, publicUrl }: { project: string; judgmentId: string; publicUrl: string },
  context: CommandContext,
): Promise<void> {
  const chain = await requireJudgmentChain(db, { project, id });
  const events = await listAuthoredLabels(db, { project, keys: chain.keys });
  const last = events.at(-1);
  if (!last) return;
  const author = { id: last.authorId, name: last.author };
  await settle(db, { project, chain, events, author, publicUrl }, context);
}

type Append = Pick<RecordLabel, "project" | "request" | "author"> & { judgment: Judgment; before: AuthoredLabel[] };

async function appendLabel(
  db: Db,
  { project, judgment, before, request, author }: Append,
  { nowUs, newId }: CommandContext,
): Promise<AuthoredLabel> {
  if (request.labelId !== undefined) await refuseTakenId(db, project, request.labelId);
  const event = {
    id: request.labelId ?? newId(),
    verdict: request.verdict,
    expected: await expectedOf(db, { judgment, before, request, author }),
    expectedArm: request.expectedArm ?? null,
    note: request.note?.trim() || null,
    tags: request.tags ?? [],
    author: author.name,
    authorId: author.id,
  };
  const { traceId, spanId, ordinal } = judgment;
  await db.insert(db.tables.labels, [{ ...event, project, traceId, spanId, ordinal, atUs: nowUs }]);
  return { ...event, judgmentId: judgmentId(judgment), at: toIsoTime(nowUs) };
}

async function refuseTakenId(db: Db, project: string, id: string): Promise<void> {
  const { labels } = db.tables;
  const taken = await db.orm
    .select({ id: labels.id })
    .from(labels)
    .where(and(eq(labels.project, project), eq(labels.id, id)));
  if (taken.length === 0) return;
  throw new CasebookError("conflict:label", "This labelId belongs to a label of another judgment.", {
    field: "labelId",
  });
}

type Checked = Omit<Append, "project">;

/** The answer a label claims: what it names, or for `correct` the model's own, frozen as it is now. */
async function expectedOf(db: Db, { judgment, before, request, author }: Checked): Promise<Json | null> {
  const { verdict, expected } = request;
  if (verdict === "incorrect") return checkExpected(db, judgment, expected);
  if (verdict === "correct") return checkConfirmed(judgment, expected);
  if (expected !== undefined) throw invalid("expected", `A label "${verdict}" names no expected answer.`);
  const hasOwn = standingLabels(before).some((event) => event.authorId === author.id);
  if (verdict === "withdrawn" && !hasOwn) throw invalid("verdict", "You have no label here to take back.");
  return null;
}

function checkConfirmed(judgment: Judgment, expected: Json | undefined): Json {
  if (judgment.output === null) throw invalid("verdict", "The model gave no answer here that could be correct.");
  if (expected !== undefined && canonicalJson(expected) !== canonicalJson(judgment.output)) {
    throw invalid("expected", 'A label "correct" confirms the model\'s own answer; send "incorrect" to name another.');
  }
  return judgment.output;
}

async function checkExpected(db: Db, judgment: Judgment, expected: Json | undefined): Promise<Json> {
  if (expected === undefined || expected === null || expected === "") {
    throw invalid("expected", 'A label "incorrect" needs the expected answer.');
  }
  const text = canonicalJson(expected);
  if (text.length > maxExpectedLength)
    throw invalid("expected", "The expected answer is longer than 100,000 characters.");
  if (text === canonicalJson(judgment.output)) {
    throw invalid("expected", 'This is the model\'s own answer; send "correct" to confirm it.');
  }
  const choices = await listSetChoices(db, judgment);
  if (choices && !choices.includes(typeof expected === "string" ? expected : text)) {
    throw invalid("expected", `Choose one of the point's choices: ${choices.slice(0, 20).join(", ")}.`);
  }
  return expected;
}

/** Choices a person has set on the point; choices that were only learned bind nobody. */
async function listSetChoices(db: Db, judgment: Judgment): Promise<string[] | null> {
  if (judgment.task !== "classify" && judgment.task !== "select") return null;
  const { points } = db.tables;
  const [point] = await db.orm
    .select({ settings: points.settings })
    .from(points)
    .where(and(eq(points.project, judgment.project), eq(points.id, judgment.pointId)));
  return point?.settings.choices ?? null;
}

const invalid = (field: string, message: string) => new CasebookError("invalid:label", message, { field });

type Settle = Pick<RecordLabel, "project" | "author" | "publicUrl"> & { chain: JudgmentChain; events: AuthoredLabel[] };
type Settled = { standing: StandingLabel | undefined; testCase: CaseItem | null; events: AuthoredLabel[] };

/** Copies the current label onto the judgment's row and settles its case. */
async function settle(db: Db, { events, author, ...given }: Settle, context: CommandContext): Promise<Settled> {
  const standing = currentLabel(events);
  const { judgments } = db.tables;
  await db.orm
    .update(judgments)
    .set({
      labelState: standing?.verdict ?? "none",
      labelExpected: standing?.expected ?? null,
      labelAuthor: standing?.author ?? null,
      labelUs: standing ? toMicroseconds(standing.at) : null,
    })
    .where(eq(judgments.seq, given.chain.judgment.seq));
  const testCase = await settleCase(db, { ...given, standing, author: author.name }, context);
  return { standing, testCase, events };
}

/** The microseconds of a time `toIsoTime` wrote. */
const toMicroseconds = (at: string) => Date.parse(`${at.slice(0, 23)}Z`) * 1000 + Number(at.slice(23, 26));

function toOutcome({ standing, testCase, events }: Settled, label: AuthoredLabel): LabelOutcome {
  return {
    label: withoutAuthorId(label),
    case: testCase,
    current: standing ? withoutSource(standing) : null,
    history: events.map(withoutAuthorId),
  };
}

function withoutSource({ source: _, ...current }: StandingLabel): CurrentLabel {
  return current;
}
