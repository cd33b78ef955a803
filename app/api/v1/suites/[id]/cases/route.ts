import { endpoint } from "@/app/api/endpoint";
import { db, publicUrl, write } from "@/app/db";
import { listCases } from "@/db/queries/cases";
import { requireSuite } from "@/db/queries/suites";
import { addCasesRequest, listQuery } from "@/lib/contract/suite";
import { splits } from "@/lib/contract/vocabulary";
import { parseBody, parseQuery, respondJson } from "@/lib/http";

type Params = { id: string };

/** The exported cases of a suite, newest first; holdout only for keys that may see it. */
export const GET = endpoint<Params>("read", async ({ request, params, actor, project }) => {
  const query = parseQuery(listQuery, request);
  const { id } = await requireSuite(db(), { project, suiteId: params.id });
  const visible = actor.scopes.includes("holdout") ? [...splits] : ["dev" as const];
  const { items, nextCursor } = await listCases(db(), { ...query, suiteId: id, states: ["active"], splits: visible });
  return respondJson({ items: items.map(({ state: _, isConflict: __, ...item }) => item), nextCursor });
});

/** Adds labelled judgments, all or none. */
export const POST = endpoint<Params>("write", async ({ request, params, actor, project }) => {
  const { judgmentIds } = await parseBody(addCasesRequest, request);
  const place = { project, suiteId: params.id, publicUrl: publicUrl() };
  const items = await write("addCases", { ...place, judgmentIds, actor: actor.name });
  return respondJson({ items }, { status: 201 });
});
