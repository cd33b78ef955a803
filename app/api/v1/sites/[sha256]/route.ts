import { endpoint } from "@/app/api/endpoint";
import { byteBudget, db, write } from "@/app/db";
import { loadSiteTables } from "@/db/queries/site-tables";
import { holding } from "@/lib/byte-budget";
import { maxSiteTableBytes } from "@/lib/contract/sites";
import { CasebookError } from "@/lib/errors";
import { readBytes, respondJson } from "@/lib/http";
import { readSiteTable } from "@/lib/read-site-table";

/** Keeps a site table under the digest of its text; a repeat changes nothing. */
export const PUT = endpoint<{ sha256: string }>("ingest", ({ request, project, params }) =>
  holding(byteBudget(), async (count) => {
    const bytes = await readBytes(request, { maxBytes: maxSiteTableBytes, count });
    const { table, text, sha256 } = readSiteTable(bytes, params.sha256);
    const { file, language } = table;
    const { isNew } = await write("storeSiteTable", { project, sha256, file, language, text });
    return respondJson({ sha256, file, size: bytes.byteLength }, { status: isNew ? 201 : 200 });
  }),
);

export const GET = endpoint<{ sha256: string }>("read", async ({ project, params }) => {
  const table = (await loadSiteTables(db(), { project, digests: [params.sha256] })).get(params.sha256);
  if (!table) throw new CasebookError("not_found:sites", "There is no such site table here.", { field: "sha256" });
  return respondJson(table);
});
