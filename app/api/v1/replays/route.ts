import { endpoint } from "@/app/api/endpoint";
import { db, write } from "@/app/db";
import { listReplays } from "@/db/queries/replays";
import { replayQuery, replayRequest } from "@/lib/contract/replay";
import { parseBody, parseQuery, respondJson } from "@/lib/http";

export const GET = endpoint("read", async ({ request, project }) => {
  const query = parseQuery(replayQuery, request);
  return respondJson(await listReplays(db(), { ...query, project }));
});

/** Keeps what the team's own code did with a correction. */
export const POST = endpoint("write", async ({ request, actor, project }) => {
  const body = await parseBody(replayRequest, request);
  const item = await write("recordReplay", { project, request: body, author: actor.name });
  return respondJson(item, { status: 201 });
});
