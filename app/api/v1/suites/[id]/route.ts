import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { requireSuite } from "@/db/queries/suites";
import { respondJson } from "@/lib/http";

export const GET = endpoint<{ id: string }>("read", async ({ params, project }) => {
  return respondJson(await requireSuite(db(), { project, suiteId: params.id }));
});
