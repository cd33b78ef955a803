import { compareBranches } from "../../../lib/branches/compare-branches";
import { equalJson } from "../../../lib/branches/equal-json";
import { expandConditions } from "../../../lib/branches/expand";
import type { Condition } from "../../../lib/contract/branch";
import type { SiteTable } from "../../../lib/contract/sites";
import type { EndedBranch } from "../capture/recorder";
import { branchKey, type PreparedBranch } from "./prepared";
import type { BranchReport, Difference } from "./report";
import { hasSameRows } from "./same-rows";
import type { RanBranch, Session } from "./session";

/** A difference and how many calls had been asked for before it. */
export type Placed = { difference: Difference; askedBefore: number };

/** What comparing one branch came to. */
export type Compared = { report: BranchReport; found: Placed[]; isCodeChanged: boolean };

/** Site tables by digest, for records of code that has changed since. */
export type Tables = { [sha256: string]: SiteTable };

/** Holds every branch of a replay against the recorded one; recorded ones that did not run are told last. */
export function compareAll(session: Session, tables: Tables): Compared[] {
  const ran = session.branches.map((branch) => compareRun(session, branch, tables));
  const seen = new Set(session.branches.map((branch) => branch.recorded));
  const missing = session.executions.flatMap(({ prepared }) => {
    return [...prepared.branches.values()].filter((branch) => !seen.has(branch)).map(missed);
  });
  return [...ran, ...missing];
}

function missed(recorded: PreparedBranch): Compared {
  const { name, ordinal, spanId, arm, reads } = recorded;
  const report: BranchReport = {
    name,
    ordinal,
    spanId,
    hasRun: false,
    recordedArm: arm,
    arm: null,
    outcome: undefined,
    isSamePath: false,
    reads,
    path: () => [],
  };
  const difference: Difference = { kind: "branch-run", branch: branchKey(recorded), is: "missing" };
  return { report, found: [{ difference, askedBefore: Number.POSITIVE_INFINITY }], isCodeChanged: false };
}

function compareRun(session: Session, ran: RanBranch, tables: Tables): Compared {
  const { recorded, captured } = ran;
  const compared =
    recorded === undefined
      ? onlyNow(session, ran)
      : captured
        ? compareCaptured(session, { ran, recorded, captured }, tables)
        : compareByHand(ran, recorded);
  const isSameOutcome = equalJson(recorded?.outcome ?? null, ran.outcome ?? null) && recorded?.arm === ran.arm;
  return {
    isCodeChanged: compared.isCodeChanged,
    found: compared.found,
    report: {
      name: ran.name,
      ordinal: ran.ordinal,
      spanId: recorded?.spanId,
      hasRun: true,
      recordedArm: recorded?.arm ?? null,
      arm: ran.arm,
      outcome: ran.outcome,
      isSamePath: compared.isSamePath && (isSameOutcome || ran.isUncaptured || compared.isCodeChanged),
      reads: recorded?.reads ?? [],
      path: () => conditionsOf(ran),
    },
  };
}

type Result = { found: Placed[]; isSamePath: boolean; isCodeChanged: boolean };

function onlyNow(session: Session, ran: RanBranch): Result {
  if (ran.isUncaptured) return { found: [], isSamePath: true, isCodeChanged: false };
  const difference: Difference = { kind: "branch-run", branch: branchKey(ran), is: "new" };
  const askedBefore = ran.captured ? placeOf(session, ran, 0) : ran.endedAfter;
  return { found: [{ difference, askedBefore }], isSamePath: false, isCodeChanged: false };
}

type Both = { ran: RanBranch; recorded: PreparedBranch; captured: EndedBranch };

function compareCaptured(session: Session, { ran, recorded, captured }: Both, given: Tables): Result {
  if (hasSameRows(captured.log, captured.sites, recorded)) {
    return { found: [], isSamePath: true, isCodeChanged: false };
  }
  const isSameCode = recorded.sites.join(" ") === captured.sites.join(" ");
  const own = captured.tables.map(tableOf);
  const tables = isSameCode ? own : recorded.sites.map((sha256) => given[sha256]);
  if (!recorded.rows || tables.includes(undefined)) return compareArms(ran, recorded);
  const { difference, turn, isSamePath } = compareBranches(
    { rows: recorded.rows, sites: recorded.sites, tables, isCut: recorded.isCut },
    { rows: captured.rows, sites: captured.sites, tables: own },
  );
  const found = [difference, turn]
    .filter((one) => one !== undefined)
    .map(
      (at): Placed => ({
        difference: { kind: "branch", branch: branchKey(ran), at },
        askedBefore: placeOf(session, ran, at.row),
      }),
    );
  return { found: found.slice(0, difference === turn ? 1 : 2), isSamePath, isCodeChanged: !isSameCode };
}

/** Code that has changed, with no table of what it was: only the arm tells. */
function compareArms(ran: RanBranch, recorded: PreparedBranch): Result {
  return { found: [], isSamePath: ran.arm === recorded.arm, isCodeChanged: true };
}

function compareByHand(ran: RanBranch, recorded: PreparedBranch): Result {
  const before = recorded.conditions;
  const after = ran.conditions ?? [];
  const row = Array.from({ length: Math.max(before.length, after.length) }).findIndex(
    (_, index) => before[index]?.text !== after[index]?.text || before[index]?.arm !== after[index]?.arm,
  );
  if (row < 0) return { found: [], isSamePath: true, isCodeChanged: false };
  const [one, other] = [before[row], after[row]];
  const isSamePlace = one?.text === other?.text;
  const at = {
    kind: isSamePlace ? ("decision" as const) : ("path" as const),
    functionName: ran.name,
    file: undefined,
    at: other?.at ?? one?.at,
    siteKind: "if" as const,
    text: other?.text ?? one?.text ?? "",
    ...(one && isSamePlace && { recorded: one.value ?? null }),
    ...(other && { replayed: other.value ?? null }),
    row,
  };
  const difference: Difference = { kind: "branch", branch: branchKey(ran), at };
  return { found: [{ difference, askedBefore: ran.endedAfter }], isSamePath: false, isCodeChanged: false };
}

/** How many calls had been asked for before a row of a branch was recorded. */
function placeOf({ asked }: Session, { captured, endedAfter }: RanBranch, row: number): number {
  const index = asked.findIndex(({ rowsBefore }, call) => {
    const open = rowsBefore.find(([log]) => log === captured?.log);
    return open ? row < open[1] : call >= endedAfter;
  });
  return index < 0 ? asked.length : index;
}

const parsed = new Map<string, SiteTable>();

function tableOf({ sha256, text }: EndedBranch["tables"][number]): SiteTable {
  const table = parsed.get(sha256) ?? (JSON.parse(text()) as SiteTable);
  parsed.set(sha256, table);
  return table;
}

function conditionsOf({ captured, conditions = [] }: RanBranch): Condition[] {
  if (!captured) return conditions;
  return expandConditions({ rows: captured.rows, tables: captured.tables.map(tableOf) }).conditions;
}
