import { endpoint } from "@/app/api/endpoint";
import { db, publicUrl, write } from "@/app/db";
import { listLabels } from "@/db/queries/labels";
import { labelRequest } from "@/lib/contract/label";
import { CasebookError, type ErrorCode } from "@/lib/errors";
import { parseBody, respondJson } from "@/lib/http";

type Params = { id: string };

/** The label history of a judgment, oldest first. */
export const GET = endpoint<Params>("read", async ({ params, project }) => {
  return respondJson({ items: await listLabels(db(), { project, judgmentId: params.id }) });
});

/** Records a label. 201 with the label and the case it made or changed. */
export const POST = endpoint<Params>("write", async ({ request, params, actor, project }) => {
  const body = await parseBody(labelRequest, request).catch(asInvalidLabel);
  const author = { id: actor.id, name: actor.name };
  const place = { project, judgmentId: params.id, publicUrl: publicUrl() };
  const outcome = await write("recordLabel", { ...place, request: body, author });
  return respondJson({ label: outcome.label, case: outcome.case }, { status: 201 });
});

/** A label of the wrong shape is an invalid label, whichever rule it breaks. */
function asInvalidLabel(error: unknown): never {
  if (!(error instanceof CasebookError) || error.code !== "invalid:request") throw error;
  const code: ErrorCode = "invalid:label";
  throw new CasebookError(code, error.message, { ...(error.field ? { field: error.field } : {}), cause: error });
}
