import { types } from "node:util";
import { snapshots } from "./snapshot";

/** What a program can reach: its parameters by name, and what it did with them so far. */
export type World = {
  globals: Record<string, unknown>;
  /** Everything observed, in order, each line with the microtask tick at which it happened. */
  lines: string[];
  /** Arms the program itself said it was in (`M`), in order. */
  markers: string[];
  /** Writes a line on behalf of whoever runs the program. */
  note(text: string): void;
  describe(value: unknown): string;
  tick(): void;
};

const maxLines = 2_000;
const maxFuel = 400;

/**
 * A fresh world. Every helper writes a line for each step that a program could observe.
 * @param onError gets each error that is written
 */
export function createWorld(onError: (error: Error) => void): World {
  const names = new Map<unknown, string>([[globalThis, "globalThis"]]);
  const snapshot = snapshots(names);
  const lines: string[] = [];
  const markers: string[] = [];
  let ticks = 0;
  let fuel = maxFuel;

  const note = (text: string) => void lines.push(`${ticks} ${text}`);
  const say = (text: string) => {
    if (lines.length >= maxLines) throw new RangeError("said too much");
    note(text);
  };
  const describe = (value: unknown) => {
    if (types.isNativeError(value)) onError(value);
    return snapshot(value);
  };
  const shown = (...values: unknown[]) => values.map(describe).join(" ");

  const globals = {
    ...programHelpers(say, shown),
    ...valueHelpers(say, shown, names),
    ...iterationHelpers(say, shown),
    ...ambientReads(say, names),
    /** Says that an arm was entered. */
    M: (id: string) => {
      markers.push(id);
      say(`marker ${id}`);
    },
    /** Fuel of a loop. */
    T: () => {
      if (--fuel < 0) throw new RangeError("out of fuel");
      return true;
    },
  };
  for (const [name, value] of Object.entries(globals)) if (!names.has(value)) names.set(value, name);
  return { globals, lines, markers, note, describe, tick: () => void ticks++ };
}

type Say = (text: string) => void;
type Shown = (...values: unknown[]) => string;

function programHelpers(say: Say, shown: Shown) {
  return {
    L: (tag: string, value?: unknown) => {
      say(`${tag} ${shown(value)}`);
      return value;
    },
    /** Calls back from code that is not audited. */
    H: (callee: (...given: unknown[]) => unknown, ...given: unknown[]) => callee(...given),
    tag: (strings: TemplateStringsArray, ...values: unknown[]) => {
      say(`template ${shown(strings, strings.raw, ...values)}`);
      return strings.raw.join("|");
    },
    /** Builds an element of JSX. */
    J: (type: unknown, properties: unknown, ...children: unknown[]) => {
      say(`element ${shown(type, properties, ...children)}`);
      return { type, children };
    },
    /** A promise that is kept, or broken, after some ticks. */
    W: async (count: number, value: unknown) => {
      for (let index = 0; index < count; index++) await undefined;
      return value;
    },
    X: async (count: number, reason: unknown) => {
      for (let index = 0; index < count; index++) await undefined;
      throw reason;
    },
  };
}

function valueHelpers(say: Say, shown: Shown, names: Map<unknown, string>) {
  return {
    /** A proxy that says which of its traps were sprung. */
    P: (name: string, target: object) => {
      const handler = new Proxy({} as ProxyHandler<object>, {
        get:
          (_, trap) =>
          (...given: unknown[]) => {
            const key =
              trap === "apply" || trap === "construct"
                ? ""
                : given
                    .slice(1, 2)
                    .map((item) => (typeof item === "object" ? "" : String(item)))
                    .join("");
            say(`trap ${name}.${String(trap)} ${key}`);
            return (Reflect as unknown as Record<PropertyKey, (...given: unknown[]) => unknown>)[trap]?.(...given);
          },
      });
      const proxy = new Proxy(target, handler);
      names.set(proxy, `proxy ${name}`);
      return proxy;
    },
    /** An object that says how it was turned into a primitive. */
    C: (name: string, primitive: unknown) => ({
      [Symbol.toPrimitive](hint: string) {
        say(`coerced ${name} to ${hint}`);
        return primitive;
      },
    }),
    D: (name: string, number: unknown, text: unknown) => ({
      valueOf() {
        say(`valueOf ${name}`);
        return number;
      },
      toString() {
        say(`toString ${name}`);
        return text;
      },
      toJSON() {
        say(`toJSON ${name}`);
        return number;
      },
    }),
    /** An object whose properties are accessors that say when they were used. */
    G: (name: string, held: Record<string, unknown>) => {
      const object = {};
      for (const key of Object.keys(held)) {
        Object.defineProperty(object, key, {
          enumerable: true,
          configurable: true,
          get() {
            say(`get ${name}.${key}`);
            return held[key];
          },
          set(value) {
            say(`set ${name}.${key} ${shown(value)}`);
            held[key] = value;
          },
        });
      }
      return object;
    },
    /** A thenable that says when its `then` was read and called. */
    N: (name: string, value: unknown) =>
      // biome-ignore lint/suspicious/noThenProperty: it is one
      Object.defineProperty({}, "then", {
        get() {
          say(`then of ${name} read`);
          return (resolve: (value: unknown) => void) => {
            say(`then of ${name} called`);
            resolve(value);
          };
        },
      }),
    /** Something to dispose of. */
    U: (name: string) => ({
      name,
      [Symbol.dispose]: () => say(`disposed ${name}`),
      [Symbol.asyncDispose]: async () => say(`disposed ${name} later`),
    }),
  };
}

function iterationHelpers(say: Say, shown: Shown) {
  const step = (name: string, values: unknown[]) => {
    let at = 0;
    return {
      next(sent: unknown) {
        say(`next ${name} ${shown(sent)}`);
        // Not an error as programs make them: the engine calls this, from a place near what it takes apart.
        if (values[at] === "throw") throw new RangeError(`${name} broke`);
        return at < values.length ? { value: values[at++], done: false } : { value: "rest", done: true };
      },
      return(value: unknown) {
        say(`return ${name} ${shown(value)}`);
        return { value, done: true };
      },
      throw(reason: unknown) {
        say(`throw ${name} ${shown(reason)}`);
        return { value: reason, done: true };
      },
    };
  };
  return {
    /** An iterable that says each step taken. */
    I: (name: string, values: unknown[]) => ({
      [Symbol.iterator]() {
        say(`iterator ${name}`);
        return step(name, values);
      },
    }),
    /** The same, asynchronous. */
    A: (name: string, values: unknown[]) => ({
      [Symbol.asyncIterator]() {
        say(`async iterator ${name}`);
        const { next, return: end, throw: fail } = step(name, values);
        return {
          next: async (sent: unknown) => next(sent),
          return: async (value: unknown) => end(value),
          throw: async (reason: unknown) => fail(reason),
        };
      },
    }),
  };
}

/** Clock and random sources that count up, and say each read and its receiver. */
function ambientReads(say: Say, names: Map<unknown, string>) {
  let reads = 0;
  const read = (what: string) => {
    say(`read ${what}`);
    return ++reads;
  };
  const fakeMath = Object.assign(Object.create(Math) as Math, {
    random(this: unknown) {
      return (read(`Math.random of ${this === fakeMath ? "Math" : "something else"}`) % 7) / 7;
    },
  });
  class FakeDate extends Date {
    constructor(...given: [number] | []) {
      super(...(given.length === 0 ? ([1_700_000_000_000 + read("new Date")] as const) : given));
    }
    static override now() {
      // biome-ignore lint/complexity/noThisInStatic: who is asked is what is looked at
      return 1_700_000_000_000 + read(`Date.now of ${this === FakeDate ? "Date" : "something else"}`);
    }
  }
  Object.defineProperty(FakeDate, "name", { value: "Date" });
  const performance = { now: () => read("performance.now") };
  const crypto = { randomUUID: () => `00000000-0000-4000-8000-${String(read("crypto.randomUUID")).padStart(12, "0")}` };
  names.set(fakeMath, "Math").set(FakeDate, "Date");
  return { Math: fakeMath, Date: FakeDate, performance, crypto };
}
