import { canonicalJson } from "../contract/canonical-json";
import type { CaseItem, CaseRecord } from "../contract/case";
import type { Json } from "../contract/json";
import type { Subject } from "../contract/judgment";
import type { Task } from "../contract/vocabulary";
import type { StandingLabel } from "../labels/current-label";

/** The judgment a case freezes, as the store holds it. */
export type JudgedDecision = {
  judgmentId: string;
  traceId: string;
  point: string;
  workflow: string;
  version: string | null;
  commit: string | null;
  task: Task;
  subject: Subject | null;
  input: Json;
  choices: string[] | null;
  output: Json;
  arm: string | null;
};

type Given = {
  id: string;
  suiteId: string;
  project: string;
  decision: JudgedDecision;
  /** A claim that stands: `correct` or `incorrect`. */
  label: StandingLabel;
  /** Arm by re-evaluation under the expected answer; null where it is not known. */
  reevaluatedArm: string | null;
  record: CaseRecord;
  /** Where people reach Casebook, without a trailing slash. */
  publicUrl: string;
};

/**
 * Freezes a labelled judgment as a regression test. The expected arm is the label's own, else the arm that was taken
 * where the answer was right, else the re-evaluated one, else null: then the case has no execution test. A confirmed
 * answer of which the point's settings have since taken a part counts as that part.
 */
export function createCaseFromLabel({ id, suiteId, project, decision, label, record, ...given }: Given): CaseItem {
  const { verdict, expectedArm, author, at, note } = label.source;
  const isNarrowed = verdict === "correct" && holds(label.source.expected, decision.output);
  const expected = isNarrowed ? decision.output : label.source.expected;
  const wasRight = verdict === "correct" && holds(decision.output, expected);
  return {
    v: 1,
    id,
    suite: suiteId,
    point: decision.point,
    workflow: decision.workflow,
    task: decision.task,
    input: decision.input,
    choices: decision.choices,
    expected,
    expectedArm: expectedArm ?? (wasRight ? decision.arm : given.reevaluatedArm),
    actual: decision.output,
    actualArm: decision.arm,
    match: typeof expected === "object" && expected !== null && !Array.isArray(expected) ? "fields" : "exact",
    // A correction made by hand is never part of the exam (design.md §2, Splits).
    split: "dev",
    label: { verdict, author, at, note },
    source: {
      judgmentId: decision.judgmentId,
      traceId: decision.traceId,
      version: decision.version,
      commit: decision.commit,
      url: decisionUrl(given.publicUrl, project, decision),
    },
    record,
    subject: decision.subject,
  };
}

/** Whether an answer is another one or has it as a part. */
function holds(answer: Json, part: Json): boolean {
  if (canonicalJson(answer) === canonicalJson(part)) return true;
  return typeof answer === "object" && answer !== null && Object.values(answer).some((member) => holds(member, part));
}

function decisionUrl(publicUrl: string, project: string, { traceId, judgmentId }: JudgedDecision): string {
  const step = judgmentId.split("-")[1] ?? "";
  return `${publicUrl}/${encodeURIComponent(project)}/traces/${traceId}?step=${step}`;
}
