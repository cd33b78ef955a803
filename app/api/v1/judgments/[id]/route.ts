import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { getJudgmentDetail } from "@/db/queries/judgment-detail";
import { respondJson } from "@/lib/http";

export const GET = endpoint<{ id: string }>("read", async ({ request, project, params }) => {
  const { readBy: _, ...detail } = await getJudgmentDetail(db(), { project, id: params.id });
  if (detail.id === params.id) return respondJson(detail);
  // Superseded: its successor has its own address, with the same project.
  const { search } = new URL(request.url);
  return new Response(null, { status: 307, headers: { location: `/api/v1/judgments/${detail.id}${search}` } });
});
