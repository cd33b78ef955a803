import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { listTraces } from "@/db/queries/traces";
import { traceQuery } from "@/lib/contract/trace";
import { parseQuery, respondJson } from "@/lib/http";

export const GET = endpoint("read", async ({ request, project }) => {
  const query = parseQuery(traceQuery, request);
  return respondJson(await listTraces(db(), { ...query, project }));
});
