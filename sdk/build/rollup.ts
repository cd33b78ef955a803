import path from "node:path";
import { marksPattern, sourceFilePattern } from "./file-filter";
import type { OutputMap } from "./input-map";
import { createInstrumenter } from "./instrument";
import type { BuildOptions } from "./options";
import { sendSites } from "./send-sites";
import { writeSiteFiles } from "./site-files";

/** What is used of the context that Rollup, Rolldown and Vite run hooks in; `environment` is Vite's alone. */
type Context = { meta: object; environment?: { config: { consumer: string } } };

/** What is used of Vitest's context; before version 5 its cache of compiled files is an experiment. */
type VitestContext = { [Name in "defineCacheKeyGenerator" | "experimental_defineCacheKeyGenerator"]?: DefineCacheKey };
type DefineCacheKey = (generator: (module: { id: string; sourceCode: string }) => false | undefined) => void;

export type RollupPlugin = {
  name: string;
  enforce: "pre";
  transform: {
    order: "pre";
    filter: { id: RegExp; code: RegExp };
    handler(this: Context, code: string, id: string): { code: string; map: OutputMap } | undefined;
  };
  writeBundle(output: { dir?: string | undefined; file?: string | undefined }): Promise<void>;
  configureVitest(context: VitestContext): void;
};

/** The plugin of Rollup, Rolldown, Vite and Vitest. It runs before all others, so that it sees the author's text. */
export function createRollupPlugin(options: BuildOptions = {}): RollupPlugin {
  const { instrument, isLookedAt, tables } = createInstrumenter(options);
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
    // Written here and not emitted: Vite leaves out what is emitted in builds for servers.
    async writeBundle({ dir, file }) {
      const folder = dir ?? (file && path.dirname(file));
      if (folder !== undefined) writeSiteFiles(tables(), folder);
      await sendSites(tables(), options);
    },
    configureVitest(context) {
      const define = context.defineCacheKeyGenerator ?? context.experimental_defineCacheKeyGenerator;
      // Vitest keeps compiled files from run to run by their text alone. What comes of these hangs on the options, this
      // package's version and the source map beside them as well, so the few of them are compiled in every run.
      define?.(({ id, sourceCode }) => (isLookedAt(sourceCode, id) ? false : undefined));
    },
  };
}

/** Vitest calls the environment of jsdom tests a client, though it runs in Node and its source goes nowhere. */
function isForBrowser({ environment }: Context): boolean {
  return environment?.config.consumer === "client" && process.env.VITEST === undefined;
}
