import { Readable } from "node:stream";
import { endpoint } from "@/app/api/endpoint";
import { db } from "@/app/db";
import { streamCases } from "@/db/queries/cases";
import { requireSuite } from "@/db/queries/suites";
import { exportQuery } from "@/lib/contract/suite";
import { splits } from "@/lib/contract/vocabulary";
import { CasebookError } from "@/lib/errors";
import { exportFormats } from "@/lib/exports";
import { fileStem } from "@/lib/exports/vitest-files";
import { parseQuery } from "@/lib/http";

/** Streams one version of a suite in a format; holdout never leaves without the scope for it. */
export const GET = endpoint<{ id: string }>("read", async ({ request, params, actor, project }) => {
  const query = parseQuery(exportQuery, request);
  const suite = await requireSuite(db(), { project, suiteId: params.id });
  if (query.split !== "dev" && !actor.scopes.includes("holdout")) {
    throw new CasebookError("forbidden:holdout", 'Holdout cases need a key with the scope "holdout".', {
      field: "split",
    });
  }
  const version = query.version ?? suite.version;
  if (version > suite.version) {
    const message = `This suite's newest version is ${suite.version}.`;
    throw new CasebookError("not_found:version", message, { field: "version" });
  }
  const format = exportFormats[query.format];
  const visible = query.split === "all" ? [...splits] : [query.split];
  const chunks = streamCases(db(), { suiteId: suite.id, version, splits: visible });
  const bytes = format.encode({ id: suite.id, point: suite.name, version }, chunks);
  const name = `${fileStem(suite.name)}-v${version}.${format.extension}`;
  return new Response(Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream, {
    headers: {
      "content-type": format.contentType,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
});
