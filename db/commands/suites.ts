import { and, eq } from "drizzle-orm";
import type { CaseItem } from "../../lib/contract/case";
import { CasebookError } from "../../lib/errors";
import { currentLabel } from "../../lib/labels/current-label";
import { requireJudgmentChain } from "../queries/judgment-chain";
import { listAuthoredLabels } from "../queries/labels";
import type { Suite } from "../sqlite/tables";
import { recordAudit } from "./audit";
import { settleCase } from "./cases";
import type { Command } from "./command";
import { ensureSuite } from "./ensure-suite";

/** Makes the suite of a point; a point has one, so a repeat finds the same. @throws CasebookError `not_found:point` */
export const createSuite: Command<{ project: string; pointId: string; actor: string }, Suite> = async (
  db,
  { project, pointId, actor },
  context,
) => {
  const suite = await ensureSuite(db, { project, pointId }, context);
  await recordAudit(db, { project, actor, action: "suite.create", target: suite.id }, context);
  return suite;
};

type AddCases = { project: string; suiteId: string; judgmentIds: string[]; actor: string; publicUrl: string };

/**
 * Puts labelled judgments into their point's suite, all or none.
 * @throws CasebookError `not_found:suite`; `invalid:unlabelled` where no label claims an answer;
 * `invalid:judgment` for a judgment of another point
 */
export const addCases: Command<AddCases, CaseItem[]> = async (
  db,
  { project, suiteId, judgmentIds, actor, publicUrl },
  context,
) => {
  const { suites } = db.tables;
  const [suite] = await db.orm
    .select()
    .from(suites)
    .where(and(eq(suites.project, project), eq(suites.id, suiteId)));
  if (!suite) throw new CasebookError("not_found:suite", "There is no such suite in this project.");
  const added: CaseItem[] = [];
  for (const id of judgmentIds) {
    const chain = await requireJudgmentChain(db, { project, id });
    if (chain.judgment.pointId !== suite.pointId) {
      const message = `Judgment ${id} was made at the point "${chain.judgment.point}", not at this suite's.`;
      throw new CasebookError("invalid:judgment", message, { field: "judgmentIds" });
    }
    const standing = currentLabel(await listAuthoredLabels(db, { project, keys: chain.keys }));
    if (standing?.verdict !== "correct" && standing?.verdict !== "incorrect") {
      const message = `Judgment ${id} has no label that says what is right: only a label sets an expectation.`;
      throw new CasebookError("invalid:unlabelled", message, { field: "judgmentIds" });
    }
    const testCase = await settleCase(db, { project, chain, standing, author: actor, publicUrl }, context);
    if (testCase) added.push(testCase);
  }
  return added;
};
