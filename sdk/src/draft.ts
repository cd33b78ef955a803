import type { Attributes } from "@opentelemetry/api";
import { maxJsonBytes, wire } from "../../lib/contract/wire";
import { encode, type Lossy } from "./encode";
import { safely } from "./safely";

/** The attributes of one span while they are gathered, with the paths that could not be recorded whole. */
export class Draft {
  readonly lossy: Lossy = [];
  private attributes: Attributes = {};

  /** Sets an attribute whose value OpenTelemetry takes as it is; undefined is left out. */
  set(name: string, value: string | number | boolean | undefined): void {
    if (value !== undefined) this.attributes[name] = value;
  }

  /** Sets an attribute to a value's JSON text. @returns the text, for digests */
  json(name: string, value: unknown, options: { at: string; visit?: (object: object, path: string) => void }) {
    const text = safely(() => encode(value, { ...options, lossy: this.lossy, maxBytes: maxJsonBytes }));
    this.set(name, text);
    return text;
  }

  /** What was gathered since the last call, for `startSpan` or `setAttributes`. */
  take(): Attributes {
    if (this.lossy.length > 0) this.set(wire.lossy, encode(this.lossy, { at: "", lossy: [], maxBytes: maxJsonBytes }));
    const taken = this.attributes;
    this.attributes = {};
    return taken;
  }
}
