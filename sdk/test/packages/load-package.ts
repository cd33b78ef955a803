import { readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import vm from "node:vm";
import { transformSync } from "esbuild";
import { transform } from "../../build/transform/index";

/** A package as it was loaded: what it exports, and how much of it was instrumented. */
export type LoadedPackage = {
  // biome-ignore lint/suspicious/noExplicitAny: each package exports something else
  exports: any;
  modules: number;
  functions: number;
  sites: number;
};

type Loader = {
  isInstrumented: boolean;
  cache: Map<string, { exports: unknown }>;
  found: Omit<LoadedPackage, "exports">;
};

/**
 * Loads a package, and every module of other packages that it asks for, from the files that were published.
 * @param file its CommonJS entry or one-file ES module; else what `require` would take
 * @param isInstrumented with every function of every module audited
 */
export function loadPackage(
  name: string,
  { file, isInstrumented }: { file?: string; isInstrumented: boolean },
): LoadedPackage {
  const loader: Loader = { isInstrumented, cache: new Map(), found: { modules: 0, functions: 0, sites: 0 } };
  const require = createRequire(import.meta.url);
  const main = file ? path.join(path.dirname(require.resolve(`${name}/package.json`)), file) : require.resolve(name);
  return { exports: load(main, loader), ...loader.found };
}

function load(file: string, loader: Loader): unknown {
  const known = loader.cache.get(file);
  if (known) return known.exports;
  const module = { exports: {} as unknown };
  loader.cache.set(file, module);
  const source = readFileSync(file, "utf8");
  if (file.endsWith(".json")) {
    module.exports = JSON.parse(source);
    return module.exports;
  }
  const near = createRequire(file);
  const require = (name: string) => (isBuiltin(name) ? near(name) : load(near.resolve(name), loader));
  const names = ["exports", "require", "module", "__filename", "__dirname"];
  const run = vm.compileFunction(asCommonJs(prepared(file, source, loader)), names, { filename: file });
  run.call(module.exports, module.exports, require, module, file, path.dirname(file));
  return module.exports;
}

function prepared(file: string, source: string, { isInstrumented, found }: Loader): string {
  found.modules++;
  if (!isInstrumented) return source;
  const made = transform(source, { file: path.basename(file), language: "js", everything: true });
  const failed = made?.warnings.find(({ message }) => message.startsWith("left as it is"));
  if (failed) throw new Error(`${file}: ${failed.message}`);
  found.functions += made?.table.functions.length ?? 0;
  found.sites += made?.table.sites.length ?? 0;
  return made?.code ?? source;
}

function asCommonJs(code: string): string {
  const isModule = /^(import|export)\b/m.test(code);
  return isModule ? transformSync(code, { format: "cjs", loader: "js", target: "esnext" }).code : code;
}
