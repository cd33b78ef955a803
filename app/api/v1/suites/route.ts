import { endpoint } from "@/app/api/endpoint";
import { db, write } from "@/app/db";
import { listSuites, requireSuite } from "@/db/queries/suites";
import { createSuiteRequest } from "@/lib/contract/suite";
import { parseBody, respondJson } from "@/lib/http";

export const GET = endpoint("read", async ({ project }) => {
  return respondJson({ items: await listSuites(db(), project) });
});

/** Makes the suite of a point; a point has one, so a repeat gives the same. */
export const POST = endpoint("write", async ({ request, actor, project }) => {
  const { pointId } = await parseBody(createSuiteRequest, request);
  const { id } = await write("createSuite", { project, pointId, actor: actor.name });
  return respondJson(await requireSuite(db(), { project, suiteId: id }), { status: 201 });
});
