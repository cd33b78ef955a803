import { builtin } from "./runtime";

const types = builtin("node:util")?.types;
const dateTime = Date.prototype.getTime;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size")?.get as () => number;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size")?.get as () => number;
const bufferLength = byteLengthGetter(ArrayBuffer.prototype);
const lengthGetters = [
  byteLengthGetter(Object.getPrototypeOf(Uint8Array.prototype)),
  byteLengthGetter(DataView.prototype),
  bufferLength,
  ...(typeof SharedArrayBuffer === "undefined" ? [] : [byteLengthGetter(SharedArrayBuffer.prototype)]),
];

function byteLengthGetter(prototype: object): () => number {
  return Object.getOwnPropertyDescriptor(prototype, "byteLength")?.get as () => number;
}

/** A kind of built-in object that holds more than its properties. */
export type Brand = "date" | "error" | "map" | "set" | "promise" | "bytes";

/**
 * What an object is by what it holds inside, which no code of the program hears of. `instanceof` walks the chain of
 * prototypes, and one of them may be a proxy whose trap the program would see sprung.
 * @param value no proxy
 * @returns undefined for all other objects
 */
export function brandOf(value: object): Brand | undefined {
  if (ArrayBuffer.isView(value)) return "bytes";
  if (isError(value)) return "error";
  if (isPromise(value)) return "promise";
  if (types ? types.isDate(value) : holds(dateTime, value)) return "date";
  if (types ? types.isMap(value) : holds(mapSize, value)) return "map";
  if (types ? types.isSet(value) : holds(setSize, value)) return "set";
  return (types ? types.isAnyArrayBuffer(value) : holds(bufferLength, value)) ? "bytes" : undefined;
}

/** True for a proxy, of which nothing may be asked; always false where the host can't tell. */
export function isProxy(value: unknown): boolean {
  return types?.isProxy(value) ?? false;
}

/** True for what `new Error` and its kin make. Where Node's own test is missing, by the chain of prototypes. */
export function isError(value: unknown): value is Error {
  return types ? types.isNativeError(value) : value instanceof Error;
}

/** True for a promise of this language's own, not for any other thenable. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return types ? types.isPromise(value) : value instanceof Promise;
}

/** Bytes that a buffer or a view of one holds, also where its class has a `byteLength` of its own. */
export function byteLengthOf(value: ArrayBufferLike | ArrayBufferView): number {
  const getter = lengthGetters.find((read) => holds(read, value));
  return getter ? getter.call(value as never) : 0;
}

/** Reads a slot that only one kind of object has. */
function holds(read: () => unknown, value: object): boolean {
  try {
    read.call(value as never);
    return true;
  } catch {
    return false;
  }
}
