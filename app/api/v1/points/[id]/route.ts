import { endpoint } from "@/app/api/endpoint";
import { db, write } from "@/app/db";
import { getPoint, getPointFigures } from "@/db/queries/points";
import { pointSettings } from "@/lib/contract/point";
import { CasebookError } from "@/lib/errors";
import { parseBody, respondJson } from "@/lib/http";

type Params = { id: string };

export const GET = endpoint<Params>("read", async ({ project, params }) => respondPoint(project, params.id));

export const PATCH = endpoint<Params>("write", async ({ request, project, params, actor }) => {
  const settings = await parseBody(pointSettings, request);
  await write("updatePoint", { project, pointId: params.id, settings, actor: actor.name });
  return respondPoint(project, params.id);
});

async function respondPoint(project: string, pointId: string): Promise<Response> {
  const [point, figures] = await Promise.all([
    getPoint(db(), { project, pointId }),
    getPointFigures(db(), { project, pointId }),
  ]);
  if (!point) throw new CasebookError("not_found:point", "There is no such point in this project.", { field: "id" });
  return respondJson({ ...point, figures });
}
