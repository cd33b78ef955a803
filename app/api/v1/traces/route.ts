import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { listTraces } from "@/db/queries/traces";
import { parseQuery, respondJson } from "@/lib/http";

const query = z.object({
  workflow: z.string().optional(),
  subject: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const GET = endpoint("read", async ({ request, project }) => {
  const filter = parseQuery(query, request);
  return respondJson(await listTraces(db(), { project, ...filter }));
});
