import type { Json } from "../../../lib/contract/json";
import type { Frame } from "../capture/frame";
import { siteText } from "../capture/module-state";
import { branchKey, type Prepared } from "./prepared";
import type { Session } from "./session";

/** Answers clock and random reads of audited code: from the record, and past it always alike. */
export class AmbientReads {
  private readonly prepared: Prepared;
  private readonly session: Session;
  private readonly taken = new Map<string, number>();

  constructor(session: Session, prepared: Prepared) {
    this.session = session;
    this.prepared = prepared;
  }

  /** What the next read at a place of a branch gave, as the capture noted it. */
  next({ branch, module, fn }: Frame, site: number): unknown {
    const recorded = this.prepared.branches.get(branchKey(branch));
    const place = `${module.record.sha256}:${fn}:${site}`;
    const key = `${branchKey(branch)} ${place}`;
    const index = this.taken.get(key) ?? 0;
    this.taken.set(key, index + 1);
    const answers: Json[] = recorded?.ambient.get(place) ?? [];
    const answer = answers[index];
    if (answer !== undefined) return answer;
    const text = siteText(module, site);
    if (recorded?.isAmbientCut) this.session.halt({ reason: cutReads(recorded.name, text) });
    return this.unrecorded(text);
  }

  /** A path that nobody ran has no reads: its clock stands where the execution began, its dice are loaded. */
  private unrecorded(text: string): unknown {
    const { startedMs } = this.prepared.record;
    if (text.startsWith("performance")) return 0;
    if (text.startsWith("Math.random")) return 0.5;
    if (text.startsWith("crypto")) return "00000000-0000-4000-8000-000000000000";
    return /^Date\s*\(/.test(text) ? new Date(startedMs).toString() : startedMs;
  }
}

const cutReads = (branch: string, text: string) =>
  `the record does not hold all clock and random reads of ${branch}: one of ${text.slice(0, 100)} was left out`;
