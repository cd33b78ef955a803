/**
 * A piece of state that all copies of the SDK in this process share, whichever loads first.
 * @param name what it is, with the version of its shape where that has changed
 */
export function processWide<State extends object>(name: string, create: () => State): State {
  const key = Symbol.for(`casebook.${name}`);
  const host = globalThis as { [key]?: State };
  const state = host[key] ?? create();
  // Hardened programs freeze their globals; then each copy has its own.
  if (host[key] === undefined && Object.isExtensible(host)) host[key] = state;
  return state;
}
