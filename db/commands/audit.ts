import type { Json } from "../../lib/contract/json";
import type { Db } from "../database";
import type { CommandContext } from "./command";

type AuditEvent = {
  project: string;
  /** Name of the person or key who did it. */
  actor: string;
  /** What was done, as `noun.verb`: `key.create`, `point.update`, `label.record`. */
  action: string;
  /** Id of what it was done to. */
  target: string;
  detail?: Json;
};

/** Appends an audit event; a command calls it beside the change, so that both are committed or neither. */
export async function recordAudit(db: Db, event: AuditEvent, { nowUs }: CommandContext): Promise<void> {
  await db.insert(db.tables.auditEvents, [{ detail: null, ...event, atUs: nowUs }]);
}
