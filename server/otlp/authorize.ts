import type { IncomingMessage } from "node:http";
import type { Db } from "@/db/database";
import { getBearerActor } from "@/db/queries/actors";
import { listProjects } from "@/db/queries/projects";
import { CasebookError } from "@/lib/errors";

type Options = { db: Db; bootstrapKey: string | undefined };

/**
 * Finds the project a request may send to: its key's, or for the bootstrap key the one `?project=` names.
 * @throws CasebookError `unauthenticated:key`, `forbidden:scope`, `not_found:project`
 */
export async function requireIngestProject(request: IncomingMessage, { db, bootstrapKey }: Options): Promise<string> {
  const secret = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const actor = secret === undefined ? undefined : await getBearerActor(db, { secret, bootstrapKey });
  if (!actor) {
    const message = "Send an API key of this server as `Authorization: Bearer <key>`; Settings creates keys.";
    throw new CasebookError("unauthenticated:key", message);
  }
  if (!actor.scopes.includes("ingest")) {
    throw new CasebookError("forbidden:scope", 'This key lacks the scope "ingest".');
  }
  return actor.project ?? requireNamedProject(request, db);
}

async function requireNamedProject(request: IncomingMessage, db: Db): Promise<string> {
  const query = request.url?.split("?")[1];
  const named = new URLSearchParams(query).get("project");
  if (named === null) return "default";
  const projects = await listProjects(db);
  if (projects.some(({ id }) => id === named)) return named;
  throw new CasebookError("not_found:project", "There is no project of that name.", { field: "project" });
}
