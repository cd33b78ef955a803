import type { ReplayForm } from "../../../lib/contract/replay-form";

/** When a recorded call ended: by its count, else by the clock. */
export type End = { endedUs: number; seq: number; form: ReplayForm | undefined };

/**
 * Lets answers arrive in the order in which the record says they did: whatever came first then comes first now, in a
 * `Promise.race` too. One is let go each time the code has run as far as it can.
 */
export class EndedOrder {
  private readonly waiting: { end: End; arrive: () => void }[] = [];
  private isScheduled = false;

  /** Calls `arrive` once everything that ended before it and is waited for has arrived. */
  wait(end: End, arrive: () => void): void {
    this.waiting.push({ end, arrive });
    if (!this.isScheduled) this.schedule();
  }

  private schedule(): void {
    this.isScheduled = true;
    // A tick that a microtask asks for comes when all microtasks, and those they make, have run.
    queueMicrotask(() => process.nextTick(() => this.letGo()));
  }

  private letGo(): void {
    let first = 0;
    for (let index = 1; index < this.waiting.length; index++) {
      if (isBefore(this.waiting[index]?.end, this.waiting[first]?.end)) first = index;
    }
    const [next] = this.waiting.splice(first, 1);
    this.isScheduled = false;
    next?.arrive();
    if (this.waiting.length > 0 && !this.isScheduled) this.schedule();
  }
}

function isBefore(a: End | undefined, b: End | undefined): boolean {
  if (!a || !b) return false;
  const [first, second] = [a.form?.ended, b.form?.ended];
  if (first !== undefined && second !== undefined) return first < second;
  return a.endedUs < b.endedUs || (a.endedUs === b.endedUs && a.seq < b.seq);
}
