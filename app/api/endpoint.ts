import { getBearer, getPerson } from "@/app/session";
import type { Actor } from "@/lib/contract/identity";
import type { KeyScope } from "@/lib/contract/vocabulary";
import { CasebookError } from "@/lib/errors";
import { respondError } from "@/lib/http";

type Call<Params> = { request: Request; params: Params; actor: Actor; project: string };

/**
 * Makes a route handler of the JSON API: finds out who asks and for which project, checks the scope, and answers
 * every failure in the one error shape. A key names its project; `?project=` chooses it for a session and for the
 * bootstrap key, else `default`.
 */
export function endpoint<Params = Record<string, never>>(
  scope: KeyScope,
  handler: (call: Call<Params>) => Promise<Response>,
): (request: Request, context: { params: Promise<Params> }) => Promise<Response> {
  return async (request, context) => {
    try {
      const actor = await requireActor(request);
      if (!actor.scopes.includes(scope)) {
        throw new CasebookError("forbidden:scope", `This key lacks the scope "${scope}".`, { field: "authorization" });
      }
      const project = actor.project ?? new URL(request.url).searchParams.get("project") ?? "default";
      return await handler({ request, params: await context.params, actor, project });
    } catch (error) {
      return respondError(error);
    }
  };
}

async function requireActor(request: Request): Promise<Actor> {
  const header = request.headers.get("authorization");
  const secret = header === null ? undefined : /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  const actor = header === null ? await getPerson() : secret && (await getBearer(secret));
  if (actor) return actor;
  const message = "Send an API key of this server as `Authorization: Bearer <key>`; Settings lists and creates keys.";
  throw new CasebookError("unauthenticated:key", message, { field: "authorization" });
}
