import { fileURLToPath } from "node:url";
import { cacheKeyOf } from "./cache-key";
import { sourceFilePattern } from "./file-filter";
import type { BuildOptions } from "./options";
import { sendSites } from "./send-sites";
import { siteFolder } from "./site-files";
import type { WebpackLoaderOptions } from "./webpack-loader";

/** Path of the loader, which webpack, Rspack and Turbopack run in processes of their own choice. */
export const loaderFile = fileURLToPath(new URL("./webpack-loader.js", import.meta.url));

/** What is used of webpack's and Rspack's compiler. */
type Compiler = {
  options: { module: { rules: unknown[] } };
  platform?: { web?: boolean | null; node?: boolean | null };
  hooks: { emit: { tapPromise(name: string, run: (compilation: Compilation) => Promise<void>): void } };
};
type Compilation = { getAssets(): readonly { name: string; source: { source(): { toString(): string } } }[] };

export type WebpackPlugin = { apply(compiler: Compiler): void };

/** The plugin of webpack and Rspack: their loader, before all others, and the sending of what it found. */
export function createWebpackPlugin(options: BuildOptions = {}): WebpackPlugin {
  return {
    apply(compiler) {
      const { web, node } = compiler.platform ?? {};
      compiler.options.module.rules.unshift(loaderRule({ ...options, isForBrowser: web === true && node !== true }));
      // Not afterEmit: by then webpack has let go of what it wrote.
      compiler.hooks.emit.tapPromise("casebook", (compilation) => sendSites(tablesOf(compilation), options));
    },
  };
}

/** A module rule that runs the loader on the team's own sources, before every other loader. */
export function loaderRule(options: WebpackLoaderOptions) {
  return {
    test: sourceFilePattern,
    exclude: /[\\/]node_modules[\\/]/,
    enforce: "pre" as const,
    // What webpack keeps on disk it finds by this name, not by the options.
    use: [{ loader: loaderFile, options, ident: `casebook-${cacheKeyOf(options)}` }],
  };
}

/** Read back from what is emitted: modules that came from webpack's cache did not pass the loader again. */
function tablesOf(compilation: Compilation) {
  return compilation.getAssets().flatMap(({ name, source }) => {
    const [, sha256] = new RegExp(`(?:^|/)${siteFolder}/([0-9a-f]{64})\\.json$`).exec(name) ?? [];
    return sha256 === undefined ? [] : [{ sha256, text: source.source().toString() }];
  });
}
