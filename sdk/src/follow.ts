import { type Context, context } from "@opentelemetry/api";
import { safely } from "./safely";

/** How an execution's end is told; the first call counts. */
export type Ends = { ok: (result: unknown) => void; failed: (error: unknown) => void };

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Tells when what a function gave has come to its end, and gives it on.
 *
 * A native promise is followed by the one it gives back: watching it from the side would count as handling its
 * rejection and silence one that nobody else handles. Other promises and thenables (an API client's, a query builder)
 * and generators come back as the very object they are, watched by a `then` or `next` of its own, so that nothing runs
 * earlier or oftener than without recording; they end when they are awaited or run through.
 * @param inside the context a generator's steps run in
 */
export function follow<Result>(result: Result, inside: Context, ends: Ends): Result {
  if (safely(() => isNativePromise(result))) return followPromise(result as Promise<unknown>, ends) as Result;
  const isWatched = safely(() => watchGenerator(result, inside, ends) || watchThenable(result, ends));
  if (!isWatched) ends.ok(result);
  return result;
}

function isNativePromise(value: unknown): boolean {
  return (
    value instanceof Promise && Object.getPrototypeOf(value) === Promise.prototype && !Object.hasOwn(value, "then")
  );
}

function followPromise(promise: Promise<unknown>, ends: Ends): Promise<unknown> {
  return promise.then(
    (value) => {
      ends.ok(value);
      return value;
    },
    (error: unknown) => {
      ends.failed(error);
      throw error;
    },
  );
}

function watchThenable(value: unknown, ends: Ends): boolean {
  const then = methodOf(value, "then");
  return then !== undefined && shadow(value as object, "then", watchedThen(then, ends));
}

function watchedThen(then: Method, ends: Ends): Method {
  return function (this: unknown, onResult, onError, ...rest) {
    const pass = (value: unknown) => {
      ends.ok(value);
      return typeof onResult === "function" ? onResult(value) : value;
    };
    const fail = (error: unknown) => {
      ends.failed(error);
      if (typeof onError === "function") return onError(error);
      throw error;
    };
    return then.call(this, pass, fail, ...rest);
  };
}

const generators = [
  Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())),
  Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())),
];

function watchGenerator(value: unknown, inside: Context, ends: Ends): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!generators.some((prototype) => Object.prototype.isPrototypeOf.call(prototype, value))) return false;
  const methods = ["next", "return", "throw"].map((name) => [name, methodOf(value, name)] as const);
  return methods.every(([name, method]) => method && shadow(value, name, watchedStep(method, inside, ends)));
}

/** One step of a generator, run inside the execution it belongs to. */
function watchedStep(method: Method, inside: Context, ends: Ends): Method {
  const look = (step: unknown) => {
    const { done, value } = (step ?? {}) as { done?: boolean; value?: unknown };
    if (done) ends.ok(value);
    return step;
  };
  return function (this: unknown, ...args) {
    try {
      const step = context.with(inside, () => method.apply(this, args));
      if (!isNativePromise(step)) return look(step);
      return (step as Promise<unknown>).then(look, (error: unknown) => {
        ends.failed(error);
        throw error;
      });
    } catch (error) {
      ends.failed(error);
      throw error;
    }
  };
}

function methodOf(value: unknown, name: string): Method | undefined {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return undefined;
  const method = (value as { [name: string]: unknown })[name];
  return typeof method === "function" ? (method as Method) : undefined;
}

function shadow(owner: object, name: string, value: Method): boolean {
  return Reflect.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false });
}
