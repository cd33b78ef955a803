import { and, eq } from "drizzle-orm";
import { canonicalJson } from "../../lib/contract/canonical-json";
import type { Json } from "../../lib/contract/json";
import type { ReplayItem, ReplayRequest } from "../../lib/contract/replay";
import { CasebookError } from "../../lib/errors";
import { sanitizeJson, sanitizeText } from "../../lib/otlp/sanitize";
import type { Db } from "../database";
import { toReplayItem } from "../queries/replays";
import type { Label } from "../sqlite/tables";
import type { Command } from "./command";

type RecordReplay = { project: string; request: ReplayRequest; author: string };

/**
 * Keeps what the team's code did with a correction. The same label at the same commit again takes the former's place.
 * @throws CasebookError `not_found:label`; `invalid:replay` for a label that names no other answer or is of another
 * trace, with the field
 */
export const recordReplay: Command<RecordReplay, ReplayItem> = async (
  db,
  { project, request, author },
  { nowUs, newId },
) => {
  const label = await requireLabel(db, project, request.labelId);
  const expected = expectedOf(label, request);
  const { traceId, spanId, ordinal } = label;
  const row = {
    id: newId(),
    project,
    traceId,
    spanId,
    ordinal,
    labelId: label.id,
    commit: sanitizeText(request.commit),
    expected,
    expectedText: canonicalJson(expected),
    verdict: request.verdict,
    reason: request.reason === null ? null : sanitizeText(request.reason),
    path: storable(request.path),
    arm: request.arm === null ? null : sanitizeText(request.arm),
    outcome: storable(request.outcome),
    effects: storable(request.effects),
    branches: storable(request.branches),
    stale: storable(request.stale),
    author,
    atUs: nowUs,
  };
  const { id: _, project: __, labelId: ___, commit: ____, ...changed } = row;
  await db.insert(db.tables.replays, [row], {
    onConflict: {
      key: ["project", "labelId", "commit"],
      update: Object.keys(changed) as (keyof typeof changed)[],
    },
  });
  const { replays } = db.tables;
  const [stored] = await db.orm
    .select()
    .from(replays)
    .where(and(eq(replays.project, project), eq(replays.labelId, label.id), eq(replays.commit, row.commit)));
  return toReplayItem(stored ?? row);
};

async function requireLabel(db: Db, project: string, id: string): Promise<Label> {
  const { labels } = db.tables;
  const [label] = await db.orm
    .select()
    .from(labels)
    .where(and(eq(labels.project, project), eq(labels.id, id)));
  if (label) return label;
  throw new CasebookError("not_found:label", "There is no such label in this project.", { field: "labelId" });
}

function expectedOf(label: Label, request: ReplayRequest): Json {
  if (label.traceId !== request.traceId) {
    throw new CasebookError("invalid:replay", "The label is one of another trace.", { field: "traceId" });
  }
  if (label.verdict === "incorrect" && label.expected !== null) return label.expected;
  throw new CasebookError("invalid:replay", `A label "${label.verdict}" names no other answer to replay with.`, {
    field: "labelId",
  });
}

/** What no database can hold (NUL, lone surrogates) becomes visible, as it does in what arrives by the wire. */
function storable<Value>(value: Value): Value {
  return sanitizeJson(value as Json) as Value;
}
