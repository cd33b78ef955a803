import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { cacheKeyOf } from "./cache-key";
import { marksPattern } from "./file-filter";
import type { BuildOptions } from "./options";
import { sendSites } from "./send-sites";
import { siteFolder } from "./site-files";
import { loaderFile, loaderRule } from "./webpack";

/** As for every other bundler, but with globs alone: Turbopack hands loaders plain values. */
export type NextOptions = Omit<BuildOptions, "include" | "exclude"> & {
  include?: string | readonly string[];
  exclude?: string | readonly string[];
};

/** What is read of a Next.js configuration and put into it. */
type NextConfig = {
  distDir?: string | undefined;
  serverExternalPackages?: readonly string[] | undefined;
  turbopack?: { rules?: object } | undefined;
  webpack?: ((config: never, context: never) => unknown) | null | undefined;
  compiler?:
    | { runAfterProductionCompile?: (build: { projectDir: string; distDir: string }) => Promise<void> }
    | undefined;
};

type WebpackConfig = { module: { rules: unknown[] } };

/**
 * A Next.js configuration that captures branches on the server, with Turbopack and with webpack.
 * @param config the configuration as it was
 */
export function withCasebook<Config extends object>(config: Config, options: NextOptions = {}): Config {
  const given: NextConfig = config;
  // Next empties its output folder but for the cache, from which Turbopack takes modules without asking the loader again.
  const outputFolder = path.resolve(given.distDir ?? ".next", "cache");
  const loaderOptions = { ...options, outputFolder };
  return {
    ...config,
    // One copy for the routes and for instrumentation.ts, which Next bundles apart.
    serverExternalPackages: [...(given.serverExternalPackages ?? []), "casebook"],
    turbopack: { ...given.turbopack, rules: { ...turbopackRules(loaderOptions), ...given.turbopack?.rules } },
    webpack: (built: WebpackConfig, context: { isServer: boolean }) => {
      built.module.rules.unshift(loaderRule({ ...loaderOptions, isForBrowser: !context.isServer }));
      return given.webpack ? given.webpack(built as never, context as never) : built;
    },
    compiler: {
      ...given.compiler,
      runAfterProductionCompile: async (build: { projectDir: string; distDir: string }) => {
        await sendSites(readSites(path.join(outputFolder, siteFolder)), options);
        await given.compiler?.runAfterProductionCompile?.(build);
      },
    },
  };
}

function turbopackRules(options: NextOptions) {
  return {
    "*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}": {
      condition: {
        all: [{ not: "foreign" }, ...(options.browser ? [] : [{ not: "browser" }]), { content: marksPattern }],
      },
      loaders: [{ loader: loaderFile, options: { ...options, cacheKey: cacheKeyOf(options) } }],
    },
  };
}

function readSites(folder: string) {
  try {
    return readdirSync(folder).map((name) => ({
      sha256: path.basename(name, ".json"),
      text: readFileSync(path.join(folder, name), "utf8"),
    }));
  } catch {
    // No audited file has been built yet, so there is no folder.
    return [];
  }
}
