import type { Attributes } from "@opentelemetry/api";
import type { ReplayForm } from "../../lib/contract/replay-form";
import { maxJsonBytes, wire } from "../../lib/contract/wire";
import type { Begun } from "./clock";
import { encode, type Lossy } from "./encode";
import { safely } from "./safely";

/** The attributes of one span while they are gathered, with the paths that could not be recorded whole. */
export class Draft {
  readonly lossy: Lossy = [];
  /** What a replay needs to give the recorded values back as they were. */
  readonly form: ReplayForm = {};
  /** When its span began. */
  begun: Begun | undefined;
  private attributes: Attributes = {};

  /** Sets an attribute whose value OpenTelemetry takes as it is; undefined is left out. */
  set(name: string, value: string | number | boolean | undefined): void {
    if (value !== undefined) this.attributes[name] = value;
  }

  /**
   * Sets an attribute to a value's JSON text.
   * @param options `isReplayed` for values that a replay gives back
   * @returns the text, for digests
   */
  json(
    name: string,
    value: unknown,
    { isReplayed, ...options }: { at: string; visit?: (object: object, path: string) => void; isReplayed?: boolean },
  ) {
    const revive = isReplayed ? { ...this.form.revive } : undefined;
    const text = safely(() =>
      encode(value, { ...options, ...(revive && { revive }), lossy: this.lossy, maxBytes: maxJsonBytes }),
    );
    if (revive && Object.keys(revive).length > 0) this.form.revive = revive;
    this.set(name, text);
    return text;
  }

  /** What was gathered since the last call, for `startSpan` or `setAttributes`. */
  take(): Attributes {
    if (this.lossy.length > 0) this.set(wire.lossy, encode(this.lossy, { at: "", lossy: [], maxBytes: maxJsonBytes }));
    if (Object.keys(this.form).length > 0) this.set(wire.replay, JSON.stringify(this.form));
    const taken = this.attributes;
    this.attributes = {};
    return taken;
  }
}
