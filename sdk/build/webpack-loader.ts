import { optionsText } from "./cache-key";
import type { OutputMap } from "./input-map";
import { createInstrumenter, type Instrumenter } from "./instrument";
import type { BuildOptions } from "./options";
import { siteFileName, writeSiteFiles } from "./site-files";

/** What is used of the context that webpack, Rspack and Turbopack run loaders in; Turbopack cannot emit files. */
type LoaderContext = {
  resource: string;
  getOptions(): WebpackLoaderOptions;
  callback(error: null, code: string, map?: OutputMap | string): void;
  emitFile?(name: string, content: string): void;
};

/** Turbopack takes plain values alone: globs and no patterns. */
export type WebpackLoaderOptions = BuildOptions & {
  isForBrowser?: boolean;
  /** Where the site tables are written to; left out, they are emitted with the build. */
  outputFolder?: string;
  /** For Turbopack, which keeps what loaders made by the loaders' options. */
  cacheKey?: string;
};

const instrumenters = new Map<string, Instrumenter>();

/** The loader of webpack, Rspack and Next.js; it stands before all others, so that it sees the author's text. */
export default function casebookLoader(this: LoaderContext, code: string, map?: OutputMap | string): void {
  const options = this.getOptions();
  const done = instrumenterFor(options).instrument(code, this.resource, options.isForBrowser);
  if (done && options.outputFolder !== undefined) writeSiteFiles([done.table], options.outputFolder);
  else if (done) this.emitFile?.(siteFileName(done.table), done.table.text);
  this.callback(null, done?.code ?? code, done?.map ?? map);
}

function instrumenterFor(options: WebpackLoaderOptions): Instrumenter {
  const key = optionsText(options);
  const known = instrumenters.get(key) ?? createInstrumenter(options);
  instrumenters.set(key, known);
  return known;
}
