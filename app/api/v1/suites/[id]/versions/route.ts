import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { listSuiteVersions, requireSuite } from "@/db/queries/suites";
import { listQuery } from "@/lib/contract/suite";
import { parseQuery, respondJson } from "@/lib/http";

export const GET = endpoint<{ id: string }>("read", async ({ request, params, project }) => {
  const query = parseQuery(listQuery, request);
  const { id } = await requireSuite(db(), { project, suiteId: params.id });
  return respondJson(await listSuiteVersions(db(), { ...query, suiteId: id }));
});
