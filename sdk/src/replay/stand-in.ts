/**
 * Stands in for an object that the record does not hold whole: it can be kept and passed on, and tells on the first
 * look into it. Promises and prints ask it for `then` and symbols, which it has none of.
 */
export function standInFor(tell: () => never): object {
  return new Proxy(Object.create(null), {
    get: (_target, key) => (typeof key === "symbol" || key === "then" ? undefined : tell()),
    has: tell,
    ownKeys: tell,
    getOwnPropertyDescriptor: tell,
    getPrototypeOf: tell,
    set: tell,
    defineProperty: tell,
    deleteProperty: tell,
  });
}
