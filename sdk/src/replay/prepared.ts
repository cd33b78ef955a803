import type { Json } from "../../../lib/contract/json";
import type { CallKind, ExecutionRecord, RecordedBranch, RecordedCall, RecordedError } from "./record";
import { type Reusable, reusableOf } from "./replay-recorder";
import { type Giver, giverOf } from "./revive";

/** What a recorded call ended with, ready to be given again: a value, an error, or a path that is not recorded whole. */
export type Ending =
  | { give: Giver; hasSecrets: boolean; reusable: Reusable | undefined }
  | { lossy: string }
  | { error: RecordedError };

export type PreparedBranch = RecordedBranch & { ambient: Map<string, Json[]> };

export type PreparedCall = RecordedCall & { index: number; ending: Ending };

/** A record made ready to be run again and again: calls by name, endings parsed, branches by name. */
export type Prepared = {
  record: ExecutionRecord;
  calls: PreparedCall[];
  /** Calls of a kind and name, by ordinal. */
  byName: Map<string, PreparedCall[]>;
  /** By name and ordinal: `route#0`. */
  branches: Map<string, PreparedBranch>;
  /** Whether any branch was captured by itself. */
  hasCaptured: boolean;
  /** Executions inside it, by span id. */
  children: Map<string, Prepared>;
};

const known = new WeakMap<ExecutionRecord, Prepared>();

/** Prepares a record, once. */
export function prepare(record: ExecutionRecord): Prepared {
  const found = known.get(record);
  if (found) return found;
  const calls = record.calls.map((call, index): PreparedCall => ({ ...call, index, ending: endingOf(call) }));
  const prepared: Prepared = {
    record,
    calls,
    byName: Map.groupBy(calls, ({ kind, name }) => nameKey(kind, name)),
    branches: new Map(record.branches.map((branch) => [branchKey(branch), prepareBranch(branch)])),
    hasCaptured: record.branches.some(({ rows }) => rows !== undefined),
    children: new Map(record.children.map((child) => [child.spanId, prepare(child)])),
  };
  for (const list of prepared.byName.values()) list.sort((a, b) => a.ordinal - b.ordinal);
  known.set(record, prepared);
  return prepared;
}

export const branchKey = ({ name, ordinal }: { name: string; ordinal: number }) => `${name}#${ordinal}`;

/** Clock and random reads by `table digest:function:site`, in the order they were made. */
function prepareBranch(branch: RecordedBranch): PreparedBranch {
  const ambient = new Map<string, Json[]>();
  const frames = branch.rows?.frames ?? [];
  for (const [frame, site, value] of branch.rows?.ambient ?? []) {
    const [table = -1, fn] = frames[frame] ?? [];
    const key = `${branch.sites[table]}:${fn}:${site}`;
    ambient.set(key, [...(ambient.get(key) ?? []), value]);
  }
  return { ...branch, ambient };
}

export const nameKey = (kind: CallKind, name: string) => `${kind} ${name}`;

function endingOf({ output, error, lossy, form }: RecordedCall): Ending {
  // Code that looks at the message would go another way.
  if (error) return lossy.includes("error.message") ? { lossy: "error.message" } : { error };
  // A null is told from nothing by its mark; a record without marks tells neither.
  const giver = giverOf(output, { at: "output", lossy, form });
  return "lossy" in giver ? giver : { ...giver, reusable: giver.isPlain ? reusableOf(output) : undefined };
}

const builtinErrors: Record<string, ErrorConstructor> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/** A recorded error to throw again: same name and message; of its class where that is one of the language's own. */
export function errorOf({ name, message }: RecordedError): Error {
  const known = Object.hasOwn(builtinErrors, name) ? builtinErrors[name] : undefined;
  const error = known ? new known(message) : new Error(message);
  if (!known) Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
  return error;
}
