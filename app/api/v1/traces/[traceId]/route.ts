import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { assembleTrace } from "@/db/queries/steps";
import { CasebookError } from "@/lib/errors";
import { respondJson } from "@/lib/http";

export const GET = endpoint<{ traceId: string }>("read", async ({ project, params }) => {
  const trace = await assembleTrace(db(), { project, traceId: params.traceId });
  if (!trace)
    throw new CasebookError("not_found:trace", "There is no such trace in this project.", { field: "traceId" });
  return respondJson(trace);
});
