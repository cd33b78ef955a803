import { context } from "@opentelemetry/api";
import type { Json } from "../../../lib/contract/json";
import type { ActionOptions } from "../action";
import { type BranchRecorder, type BranchSpec, Path } from "../branch";
import { linkDerived } from "../branch-facts";
import { encode } from "../encode";
import { follow } from "../follow";
import type { Question } from "../judge";
import type { Judgment } from "../judgment";
import { rememberPart } from "../links";
import type { Replayer } from "../replayer";
import { type Call, countCall, currentRun, type Run, withNewRun } from "../run";
import { safely } from "../safely";
import { BranchWatch } from "./branch-watch";
import { Matching } from "./matching";
import { type Ending, errorOf, type Prepared } from "./prepared";
import type { CallKind } from "./record";
import { copyOf } from "./revive";
import { type Asked, ReplayStopped, type Session } from "./session";
import { standInFor } from "./stand-in";

/** Answers one replayed execution from its record; no model is asked, nothing is carried out, no span is written. */
export class Execution implements Replayer {
  private readonly session: Session;
  readonly prepared: Prepared;
  readonly matching: Matching;
  readonly watch: BranchWatch;

  constructor(session: Session, prepared: Prepared) {
    this.session = session;
    this.prepared = prepared;
    this.matching = new Matching(prepared);
    this.watch = new BranchWatch(session, prepared);
    session.executions.push(this);
  }

  /** A workflow that this execution calls. */
  workflow<Result>(name: string, args: unknown[], body: () => Result): Result {
    const input = inputText(args.length === 1 ? args[0] : args);
    const asked = this.ask("workflow", name, this.count("workflow", name, input));
    const child = asked.call && this.prepared.children.get(asked.call.spanId);
    return new Execution(this.session, child ?? unrecorded(this.prepared, name)).run(body);
  }

  /** Runs the body of the execution itself, with its audited functions recorded. */
  run<Result>(body: () => Result): Result {
    const recorder = this.watch.start();
    const inside = withNewRun(context.active(), { replayer: this, recorder });
    const end = () => recorder.end();
    try {
      return follow(context.with(inside, body), inside, { ok: end, failed: end });
    } catch (error) {
      end();
      throw error;
    }
  }

  judge(question: Question<unknown>): Promise<Judgment<unknown>> {
    const { point } = question;
    const call = this.count("judgment", point, inputText(question.input));
    const asked = this.ask("judgment", point, call);
    const spanId = asked.call?.spanId ?? "0".repeat(16);
    if (asked.isCorrected) {
      const output = copyOf(this.session.corrections.get(spanId) as Json);
      return this.arrive(asked, () => judgmentOf({ output, confidence: null, scores: null, spanId }));
    }
    const supplied = this.supplied(asked);
    if (supplied) {
      return this.arrive(asked, () => judgmentOf({ output: supplied.value, confidence: null, scores: null, spanId }));
    }
    const { call: recorded } = asked;
    if (!recorded) return this.gap(asked).forever();
    const { ending, confidence, scores } = recorded;
    if ("error" in ending) return this.fail(asked, errorOf(ending.error));
    if ("lossy" in ending) return this.lossy(asked, ending.lossy).forever();
    return this.arrive(asked, () =>
      judgmentOf({
        output: this.give(asked, ending),
        confidence,
        scores: copyOf(scores),
        spanId,
      }),
    );
  }

  fact(name: string, fn: () => unknown): unknown {
    const asked = this.ask("fact", name, this.count("fact", name, undefined));
    return this.giveBack(asked, fn);
  }

  action(name: string, options: ActionOptions, fn: () => unknown): unknown {
    const input = "input" in options ? inputText(options.input) : undefined;
    const asked = this.ask("action", name, this.count("action", name, input));
    asked.effect = options.effect;
    asked.input = input === undefined ? undefined : (JSON.parse(input) as Json);
    // An effect is never carried out: where nobody recorded what it gives, it gives nothing.
    if (options.effect && !asked.call && !this.supplied(asked)) return isAsync(fn) ? Promise.resolve() : undefined;
    return this.giveBack(asked, fn);
  }

  branch<Outcome>(spec: BranchSpec, body: (recorder: BranchRecorder) => Outcome): Outcome {
    const path = new Path(safely(() => linkDerived(spec)) ?? spec.facts);
    const done = this.watch.startByHand(spec.name, path);
    try {
      return follow(body(path.recorder), context.active(), { ok: done, failed: () => done(undefined) });
    } catch (error) {
      done(undefined);
      throw error;
    }
  }

  private count(kind: CallKind, name: string, input: string | undefined): Call {
    return countCall(currentRun() as Run, kind, name, input);
  }

  private ask(kind: CallKind, name: string, call: Call): Asked {
    const match = this.matching.find(kind, name, call);
    const asked: Asked = {
      kind,
      name,
      ordinal: call.ordinal,
      call: match?.call,
      isSameInput: match?.isSameInput ?? false,
      input: undefined,
      effect: false,
      isCorrected: match !== undefined && this.session.corrections.has(match.call.spanId),
      rowsBefore: this.watch.rowsSoFar(),
    };
    this.session.asked.push(asked);
    return asked;
  }

  /** A fact's or action's recorded result, as it came: at once, or by a promise. */
  private giveBack(asked: Asked, fn: () => unknown): unknown {
    const { call: recorded } = asked;
    const isPromised = recorded?.form ? recorded.form.returns === "promise" : isAsync(fn);
    const supplied = this.supplied(asked);
    if (supplied) return isPromised ? this.arrive(asked, () => supplied.value) : supplied.value;
    if (!recorded) return this.gap(asked).or(isPromised);
    const { ending, form } = recorded;
    if (form?.returns === "generator") return this.noGenerator(asked).or(false);
    if ("lossy" in ending) {
      // What an effect gave is seldom looked at; where it is, the replay stops.
      if (!asked.effect || typeof recorded.output !== "object") return this.lossy(asked, ending.lossy).or(isPromised);
      const standIn = standInFor(() => this.tellLossy(asked, ending.lossy));
      return isPromised ? this.arrive(asked, () => standIn) : standIn;
    }
    if ("error" in ending) {
      const error = errorOf(ending.error);
      if (isPromised) return this.fail(asked, error);
      throw error;
    }
    return isPromised ? this.arrive(asked, () => this.give(asked, ending)) : this.give(asked, ending);
  }

  private give(asked: Asked, { give, reusable }: Extract<Ending, { give: unknown }>): unknown {
    const given = give((path) => this.tellLossy(asked, path));
    this.watch.gave(given, reusable);
    return given;
  }

  /** What the caller of `replay` gives for a call that is not recorded, or not whole. */
  private supplied({ name, ordinal, call }: Asked): { value: unknown } | undefined {
    if (call && !("lossy" in call.ending) && !hasSecrets(call.ending)) return undefined;
    const { missing } = this.session;
    for (const key of [`${name}#${ordinal}`, name]) if (Object.hasOwn(missing, key)) return { value: missing[key] };
    return undefined;
  }

  private arrive<Value>({ call }: Asked, give: () => Value): Promise<Value> {
    if (!call) return Promise.resolve(give());
    return new Promise((resolve) => this.session.order.wait(call, () => resolve(give())));
  }

  private fail({ call }: Asked, error: Error): Promise<never> {
    if (!call) return Promise.reject(error);
    return new Promise((_, reject) => this.session.order.wait(call, () => reject(error)));
  }

  private gap({ kind, name, ordinal }: Asked) {
    const reason = `nobody recorded the ${kind} ${place(name, ordinal)}, which this path needs`;
    return this.halt({ reason, gap: { kind, name, ordinal } });
  }

  /** Stops where the code looks at what is not recorded. */
  private tellLossy(asked: Asked, path: string): never {
    this.lossy(asked, path);
    throw new ReplayStopped(this.session.stop?.reason ?? "");
  }

  private lossy({ kind, name, ordinal }: Asked, path: string) {
    return this.halt({
      reason: `the ${kind} ${place(name, ordinal)} is not recorded whole: ${path} was cut or redacted`,
    });
  }

  private noGenerator({ kind, name, ordinal }: Asked) {
    return this.halt({
      reason: `the ${kind} ${place(name, ordinal)} gave a generator, which a record cannot give again`,
    });
  }

  /** Stops the replay: a promise stays open, so that no `catch` of the program takes it for its own error. */
  private halt(stop: Parameters<Session["halt"]>[0]) {
    const error = this.session.halt(stop);
    const forever = () => new Promise<never>(() => {});
    return {
      forever,
      or: (isPromised: boolean) => {
        if (isPromised) return forever();
        throw error;
      },
    };
  }
}

const hasSecrets = (ending: Ending) => "give" in ending && ending.hasSecrets;

const place = (name: string, ordinal: number) => (ordinal === 0 ? `"${name}"` : `"${name}" (call ${ordinal + 1})`);

function judgmentOf(judgment: Judgment<unknown>): Judgment<unknown> {
  const { output, spanId } = judgment;
  rememberPart(judgment, { spanId, field: "" });
  if (typeof output === "object" && output !== null) rememberPart(output, { spanId, field: "output" });
  return judgment;
}

/** An execution that the record has nothing of. */
function unrecorded({ record }: Prepared, workflow: string): Prepared {
  const own = { ...record, spanId: "", workflow, input: undefined, calls: [], branches: [], children: [] };
  return {
    record: own,
    calls: [],
    byName: new Map(),
    branches: new Map(),
    hasCaptured: true,
    children: new Map(),
  };
}

/** An input as it is recorded: its digest is the one of the record where they are equal. */
function inputText(input: unknown): string | undefined {
  return safely(() => encode(input, { at: "input", lossy: [] }));
}

const asyncFunction = Object.getPrototypeOf(async () => {});

const isAsync = (fn: () => unknown) => Object.getPrototypeOf(fn) === asyncFunction;
