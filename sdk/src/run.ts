import { type Context, context, createContextKey } from "@opentelemetry/api";
import type { Recorder } from "./capture/recorder";
import { SecretTexts } from "./capture/secret-texts";
import type { Replayer } from "./replayer";

/** State of one workflow execution, carried by OpenTelemetry's context so that concurrent executions never mix. */
export type Run = {
  seq: number;
  ordinals: Map<string, number>;
  /** Counts what ends in the outermost execution and those inside it: spans' clocks differ by a millisecond. */
  order: { ended: number };
  /** Answers the calls of an execution that is run again. */
  replayer?: Replayer;
  /** Records what its audited functions do. */
  recorder?: Recorder;
  /** Met under the name of a secret, by it and by executions around and inside it: no error tells them. */
  secrets: SecretTexts;
};

/** A call's place: its order in the execution, its ordinal among calls of that kind and name, its input's digest. */
export type Call = { seq: number; ordinal: number; digest: string | undefined };

const runKey = createContextKey("casebook.run");

/** A context in which a new workflow execution counts its calls from 0. */
export function withNewRun(parent: Context, given: Pick<Run, "replayer" | "recorder"> = {}): Context {
  const around = runOf(parent);
  const order = around?.order ?? { ended: 0 };
  const secrets = around?.secrets ?? new SecretTexts();
  return parent.setValue(runKey, { ...given, seq: 0, ordinals: new Map(), order, secrets } satisfies Run);
}

/** The workflow execution a context belongs to. */
export function runOf(inside: Context): Run | undefined {
  return inside.getValue(runKey) as Run | undefined;
}

/** The workflow execution this code runs in. */
export function currentRun(): Run | undefined {
  return runOf(context.active());
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
  const run = currentRun();
  if (!run) return undefined;
  const { seq, ordinal, digest } = countCall(run, kind, name, input);
  return { seq, key: digest === undefined ? `${name}#${ordinal}` : `${name}#${ordinal}:${digest}` };
}

/** `name#ordinal` of what is counted in its execution without being a call; undefined outside of one. */
export function nextOrdinal(kind: string, name: string): string | undefined {
  const run = currentRun();
  return run && `${name}#${countName(run, kind, name)}`;
}

/** Counts a call in its execution. */
export function countCall(run: Run, kind: string, name: string, input: string | undefined): Call {
  const ordinal = countName(run, kind, name);
  return { seq: run.seq++, ordinal, digest: input === undefined ? undefined : digestOf(input) };
}

function countName({ ordinals }: Run, kind: string, name: string): number {
  const counted = `${kind} ${name}`;
  const ordinal = ordinals.get(counted) ?? 0;
  ordinals.set(counted, ordinal + 1);
  return ordinal;
}

/** A 53-bit digest (cyrb53) in base 36: for telling inputs apart, not for secrecy. */
function digestOf(text: string): string {
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
