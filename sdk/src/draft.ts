import type { Attributes } from "@opentelemetry/api";
import type { ReplayForm } from "../../lib/contract/replay-form";
import { maxJsonBytes, wire, wireReused } from "../../lib/contract/wire";
import type { SecretTexts } from "./capture/secret-texts";
import type { Begun } from "./clock";
import { describeError } from "./describe-error";
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
  private readonly secrets: SecretTexts | undefined;

  /** @param secrets is told of what stands under the name of a secret */
  constructor(secrets?: SecretTexts) {
    this.secrets = secrets;
  }

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
      encode(value, {
        ...options,
        ...(revive && { revive }),
        ...(this.secrets && { secrets: this.secrets }),
        lossy: this.lossy,
        maxBytes: maxJsonBytes,
      }),
    );
    if (revive && Object.keys(revive).length > 0) this.form.revive = revive;
    this.set(name, text);
    return text;
  }

  /** Sets what was thrown: its name, and its message where that tells no secret. @returns both */
  error(error: unknown): { name: string; message: string } {
    const { name, message, isHidden } = describeError(error, this.secrets);
    this.json(wire.error, { name, message }, { at: "error" });
    if (isHidden) this.lossy.push("error.message");
    this.set(wireReused.errorType, name);
    return { name, message };
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
