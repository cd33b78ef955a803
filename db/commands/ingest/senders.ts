import { and, eq, inArray } from "drizzle-orm";
import type { Resource, Scope } from "../../../lib/otlp/types";
import type { Db } from "../../database";
import { lookUp } from "../../look-up";
import { digestJson } from "./digest";

export type Sender = { resource: Resource; scope: Scope };

/**
 * Stores resource and scope once per digest.
 * @returns a function from an item to the digest of its sender; the items of one scope share the scope object
 */
export async function storeSenders(db: Db, project: string, items: Sender[]): Promise<(item: Sender) => string> {
  const digests = new Map<Scope, string>();
  const rows = new Map<string, ReturnType<typeof toRow>>();
  for (const item of items) {
    if (digests.has(item.scope)) continue;
    const digest = digestJson([item.resource.attributes, item.scope]);
    digests.set(item.scope, digest);
    rows.set(digest, toRow(project, digest, item));
  }
  await db.insert(db.tables.senders, [...rows.values()], { onConflict: { key: ["project", "digest"] } });
  return ({ scope }) => digests.get(scope) ?? "";
}

/** The senders with these digests. */
export async function loadSenders(db: Db, project: string, digests: string[]): Promise<Map<string, Sender>> {
  const { senders } = db.tables;
  const rows = await lookUp(digests, (part) =>
    db.orm
      .select()
      .from(senders)
      .where(and(eq(senders.project, project), inArray(senders.digest, part))),
  );
  return new Map(
    rows.map((row) => [
      row.digest,
      {
        resource: { attributes: row.resource },
        scope: { name: row.scopeName, version: row.scopeVersion, attributes: row.scopeAttributes },
      },
    ]),
  );
}

function toRow(project: string, digest: string, { resource, scope }: Sender) {
  return {
    project,
    digest,
    resource: resource.attributes,
    scopeName: scope.name,
    scopeVersion: scope.version,
    scopeAttributes: scope.attributes,
  };
}
