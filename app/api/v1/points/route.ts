import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { listPoints } from "@/db/queries/points";
import { respondJson } from "@/lib/http";

export const GET = endpoint("read", async ({ project }) => respondJson({ items: await listPoints(db(), project) }));
