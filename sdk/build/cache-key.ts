import { createHash } from "node:crypto";
import type { WebpackLoaderOptions } from "./webpack-loader";

/** Set by the build to a digest of the package's own sources. */
declare const __CASEBOOK_BUILD__: string | undefined;
const build = typeof __CASEBOOK_BUILD__ === "string" ? __CASEBOOK_BUILD__ : "sources";

/** Options as text, patterns among them too. */
export function optionsText(options: WebpackLoaderOptions): string {
  return JSON.stringify(options, (_name, value) => (value instanceof RegExp ? String(value) : value));
}

/** Changes with whatever a loader makes of a file beside its text: this package's code and the options. */
export function cacheKeyOf(options: WebpackLoaderOptions): string {
  return createHash("sha256")
    .update(`${build} ${optionsText(options)}`)
    .digest("hex")
    .slice(0, 16);
}
