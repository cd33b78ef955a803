import { publicUrl } from "@/app/db";
import { describeApi } from "@/lib/contract/openapi";
import { respondJson } from "@/lib/http";

export function GET(): Response {
  return respondJson(describeApi({ serverUrl: publicUrl() }));
}
