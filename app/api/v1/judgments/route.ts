import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { listJudgments } from "@/db/queries/judgments";
import { judgmentQuery } from "@/lib/contract/judgment-query";
import { parseQuery, respondJson } from "@/lib/http";

export const GET = endpoint("read", async ({ request, project }) => {
  const query = parseQuery(judgmentQuery, request);
  return respondJson(await listJudgments(db(), { ...query, project }));
});
