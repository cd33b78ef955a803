import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { listCorrections } from "@/db/queries/corrections";
import { correctionQuery } from "@/lib/contract/replay";
import { parseQuery, respondJson } from "@/lib/http";

export const GET = endpoint("read", async ({ request, actor, project }) => {
  const query = parseQuery(correctionQuery, request);
  const seesHoldout = actor.scopes.includes("holdout");
  return respondJson(await listCorrections(db(), { ...query, project, seesHoldout }));
});
