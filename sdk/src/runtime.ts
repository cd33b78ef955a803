type Builtins = {
  "node:util": typeof import("node:util");
  "node:fs": typeof import("node:fs");
  "node:path": typeof import("node:path");
  "node:url": typeof import("node:url");
};

/**
 * A Node built-in where there is one. The entry imports nothing but OpenTelemetry, so that it also loads in
 * browsers and workers; there the callers do without.
 */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] | undefined {
  const host = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  return host.process?.getBuiltinModule?.(name) as Builtins[Name] | undefined;
}
