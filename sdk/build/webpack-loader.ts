import type { RawSourceMap } from "./input-map";
import { createInstrumenter, type Instrumenter } from "./instrument";
import type { BuildOptions } from "./options";
import { siteFileName, writeSiteFiles } from "./site-files";

/** What is used of the context that webpack, Rspack and Turbopack run loaders in; Turbopack cannot emit files. */
type LoaderContext = {
  resource: string;
  getOptions(): WebpackLoaderOptions;
  callback(error: null, code: string, map?: RawSourceMap | string): void;
  emitFile?(name: string, content: string): void;
};

/** Plain values alone, for Turbopack takes no others: patterns are pairs of source and flags. */
export type WebpackLoaderOptions = BuildOptions & {
  isForBrowser?: boolean;
  /** Folder for the site tables where the bundler does not emit files. */
  siteFolder?: string;
};

const instrumenters = new Map<string, Instrumenter>();

/** The loader of webpack, Rspack and Next.js; it stands before all others, so that it sees the author's text. */
export default function casebookLoader(this: LoaderContext, code: string, map?: RawSourceMap | string): void {
  const options = this.getOptions();
  const done = instrumenterFor(options).instrument(code, this.resource, options.isForBrowser);
  if (done && options.siteFolder !== undefined) writeSiteFiles([done.table], options.siteFolder);
  else if (done) this.emitFile?.(siteFileName(done.table), done.table.text);
  this.callback(null, done?.code ?? code, done?.map ?? map);
}

function instrumenterFor(options: WebpackLoaderOptions): Instrumenter {
  const key = JSON.stringify(options);
  const known = instrumenters.get(key) ?? createInstrumenter(options);
  instrumenters.set(key, known);
  return known;
}
