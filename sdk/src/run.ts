import { type Context, context, createContextKey } from "@opentelemetry/api";

/** Counters of one workflow execution, carried by OpenTelemetry's context so that concurrent executions never mix. */
export type Run = { seq: number; ordinals: Map<string, number> };

const runKey = createContextKey("casebook.run");

/** A context in which a new workflow execution counts its calls from 0. */
export function withNewRun(parent: Context): Context {
  return parent.setValue(runKey, { seq: 0, ordinals: new Map() } satisfies Run);
}

/**
 * Order and match key of a call, taken when it is called (not when it ends), so that awaiting in another order
 * changes neither. Outside a workflow there is no order and no key.
 * @param name kind and name of what is called
 * @param input its input's JSON text; equal inputs get equal digests
 */
export function nextCall(
  kind: string,
  name: string,
  input: string | undefined,
): { seq: number; key: string } | undefined {
  const run = context.active().getValue(runKey) as Run | undefined;
  if (!run) return undefined;
  const counted = `${kind} ${name}`;
  const ordinal = run.ordinals.get(counted) ?? 0;
  run.ordinals.set(counted, ordinal + 1);
  const key = input === undefined ? `${name}#${ordinal}` : `${name}#${ordinal}:${digest(input)}`;
  return { seq: run.seq++, key };
}

/** A 53-bit digest (cyrb53) in base 36: for telling inputs apart, not for secrecy. */
function digest(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
