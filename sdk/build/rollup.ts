import { marksPattern, sourceFilePattern } from "./file-filter";
import type { RawSourceMap } from "./input-map";
import { createInstrumenter } from "./instrument";
import type { BuildOptions } from "./options";
import { sendSites } from "./send-sites";
import { siteFileName } from "./site-files";

/** What is used of the context that Rollup, Rolldown and Vite run hooks in; `environment` is Vite's alone. */
type Context = { environment?: { config: { consumer: string } } };
type OutputContext = { emitFile(file: { type: "asset"; fileName: string; source: string }): unknown };

export type RollupPlugin = {
  name: string;
  enforce: "pre";
  transform: {
    order: "pre";
    filter: { id: RegExp; code: RegExp };
    handler(this: Context, code: string, id: string): { code: string; map: RawSourceMap } | undefined;
  };
  generateBundle(this: OutputContext): void;
  writeBundle(): Promise<void>;
};

/** The plugin of Rollup, Rolldown, Vite and Vitest. It runs before all others, so that it sees the author's text. */
export function createRollupPlugin(options: BuildOptions = {}): RollupPlugin {
  const { instrument, tables } = createInstrumenter(options);
  return {
    name: "casebook",
    enforce: "pre",
    transform: {
      order: "pre",
      filter: { id: sourceFilePattern, code: marksPattern },
      handler(code, id) {
        const done = instrument(code, id, isForBrowser(this));
        return done && { code: done.code, map: done.map };
      },
    },
    generateBundle() {
      for (const table of tables()) this.emitFile({ type: "asset", fileName: siteFileName(table), source: table.text });
    },
    writeBundle: () => sendSites(tables(), options),
  };
}

/** Vitest calls the environment of jsdom tests a client, though it runs in Node and its source goes nowhere. */
function isForBrowser({ environment }: Context): boolean {
  return environment?.config.consumer === "client" && process.env.VITEST === undefined;
}
