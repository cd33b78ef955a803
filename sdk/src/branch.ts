import { maxJsonBytes, wire, wireReused } from "../../lib/contract/wire";
import { type Facts, factsJson, linkDerived, readFact, readJson } from "./branch-facts";
import { type CallSite, callSite } from "./call-site";
import type { Draft } from "./draft";
import { byteLength, encode, type Lossy } from "./encode";
import { inSpan } from "./in-span";
import { currentRun, nextOrdinal } from "./run";
import { safely } from "./safely";

/** Records one run of an audited decision while it is made. */
export type BranchRecorder = {
  /**
   * Records one evaluated condition.
   * @param text the condition as a person should read it, in the language of the code: `days <= 30`
   * @param condition its value, evaluated by the code as always
   * @param options `reads`: paths of the facts it reads (`type`, `type.confidence`, `order.days`); those named in
   * `text` when left out
   * @returns the condition, unchanged
   */
  when<Condition>(text: string, condition: Condition, options?: { reads?: readonly string[] }): Condition;
  /** Names the path taken; the last call counts. @returns the name */
  arm<const Arm extends string>(name: Arm): Arm;
};

export type BranchSpec = {
  name: string;
  /** Every fact it decides by; those that are judgments, or parts of them, are linked. */
  facts: Facts;
  /**
   * Facts that were computed from judgments, by the names of the facts they were computed from: `{ code: ["machine"] }`.
   * Nothing can see that by itself, and without it a correction's consequence would take them for unaffected.
   */
  derived?: Record<string, readonly string[]>;
};

/**
 * Runs a decision in code and records which conditions were evaluated, what they read and where it went.
 * @param body the decision, sync or async; gives the outcome
 */
export function branch<Outcome>(spec: BranchSpec, body: (recorder: BranchRecorder) => Outcome): Outcome {
  const replayer = currentRun()?.replayer;
  if (replayer) return replayer.branch(spec, body);
  const site = safely(() => callSite(branch));
  const path = new Path(safely(() => linkDerived(spec)) ?? spec.facts);
  const idle: BranchRecorder = { when: (_text, condition) => condition, arm: (name) => name };
  return inSpan(
    {
      kind: "branch",
      name: spec.name,
      onStart: (draft) => {
        draft.set(wire.key, nextOrdinal("branch", spec.name));
        describeBranch(draft, path.facts, site);
      },
      onResult: (draft, outcome) => void draft.json(wire.branchOutcome, outcome, { at: "outcome" }),
      onEnd: (draft) => {
        draft.set(wire.branchPath, path.json());
        draft.set(wire.branchArm, path.arm);
        draft.lossy.push(...path.lossy);
      },
    },
    (span) => body(span ? path.recorder : idle),
  );
}

function describeBranch(draft: Draft, facts: Facts, site: CallSite | undefined): void {
  draft.set(
    wire.branchFacts,
    safely(() => factsJson(facts, { lossy: draft.lossy, maxBytes: maxJsonBytes })),
  );
  draft.set(wireReused.filePath, site?.file);
  draft.set(wireReused.functionName, site?.functionName);
  draft.set(wireReused.lineNumber, site?.line);
}

/** The path of a branch while it is recorded by hand. */
export class Path {
  arm: string | undefined;
  readonly lossy: Lossy = [];
  private readonly conditions: string[] = [];
  private bytes = 2;
  readonly facts: Facts;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  readonly recorder: BranchRecorder = {
    when: (text, condition, options) => {
      safely(() => this.add(text, condition, options?.reads));
      return condition;
    },
    arm: (name) => {
      safely(() => {
        this.arm = String(name).slice(0, 500);
      });
      return name;
    },
  };

  json(): string {
    return `[${this.conditions.join(",")}]`;
  }

  private add(text: string, value: unknown, reads: readonly string[] | undefined): void {
    const site = callSite(this.recorder.when);
    const at = `path.${this.conditions.length}`;
    const members = [`"text":${JSON.stringify(text.slice(0, 1_000))}`, '"kind":"if"'];
    if (site) members.unshift(`"at":${JSON.stringify([site.line, site.column, site.line, site.column])}`);
    const valueJson = encode(value, { at: `${at}.value`, lossy: this.lossy, maxBytes: 2_048 });
    if (valueJson !== undefined) members.push(`"value":${valueJson}`);
    members.push(`"arm":"${value ? "then" : "else"}"`);
    members.push(`"operands":[${this.operands(reads ?? namedFacts(text, this.facts), at).join(",")}]`);
    this.push(`{${members.join(",")}}`);
  }

  private operands(reads: readonly string[], at: string): string[] {
    return reads.slice(0, 50).map((path) => {
      const read = readFact(this.facts, path) ?? { value: undefined, links: [] };
      const members = readJson(read, { at: `${at}.${path}`, lossy: this.lossy, maxBytes: 2_048 });
      return `{${[`"text":${JSON.stringify(path.slice(0, 200))}`, ...members].join(",")}}`;
    });
  }

  /** Conditions past the budget are left out, never cut in the middle. */
  private push(condition: string): void {
    const bytes = byteLength(condition) + 1;
    if (this.bytes + bytes > maxJsonBytes) {
      if (!this.lossy.includes("path")) this.lossy.push("path");
      return;
    }
    this.bytes += bytes;
    this.conditions.push(condition);
  }
}

/** The facts a condition's text names outside quotes, as paths, each once. */
function namedFacts(text: string, facts: Facts): string[] {
  const withoutQuotes = text.slice(0, 1_000).replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '""');
  const paths = withoutQuotes.match(/(?<![\w$.])[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/g) ?? [];
  return [...new Set(paths)].filter((path) => readFact(facts, path) !== undefined);
}
