import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInstrumenter } from "./instrument";
import { withMap } from "./map-comment";
import type { BuildOptions } from "./options";
import { sendSites } from "./send-sites";
import { writeSiteFiles } from "./site-files";

/** What is used of esbuild's plugin interface. */
type Build = {
  initialOptions: {
    platform?: string;
    loader?: Record<string, string>;
    outdir?: string;
    outfile?: string;
    write?: boolean;
    absWorkingDir?: string;
  };
  onLoad(options: { filter: RegExp }, load: (file: { path: string }) => Promise<Loaded | undefined>): void;
  onEnd(end: () => Promise<void>): void;
};
type Loaded = { contents: string; loader: Loader };
/** One of esbuild's own names, which this package does not list. */
type Loader = "js" | "jsx" | "ts" | "tsx";

export type EsbuildPlugin = { name: string; setup(build: Build): void };

/**
 * The plugin of esbuild. It reads the files it changes itself: stand it before plugins that load the same ones.
 */
export function createEsbuildPlugin(options: BuildOptions = {}): EsbuildPlugin {
  return {
    name: "casebook",
    setup(build) {
      const { platform = "browser", loader = {} } = build.initialOptions;
      const { instrument, tables } = createInstrumenter(options);
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async (file) => {
        const done = instrument(await readFile(file.path, "utf8"), file.path, platform === "browser");
        const extension = path.extname(file.path);
        return done && { contents: withMap(done), loader: (loader[extension] ?? defaultLoader(extension)) as Loader };
      });
      build.onEnd(async () => {
        const folder = outputFolder(build.initialOptions);
        if (folder !== undefined) writeSiteFiles(tables(), folder);
        await sendSites(tables(), options);
      });
    },
  };
}

function defaultLoader(extension: string): string {
  return extension.replace(/^\.[cm]?/, "");
}

function outputFolder({ outdir, outfile, write, absWorkingDir }: Build["initialOptions"]): string | undefined {
  const folder = outdir ?? (outfile && path.dirname(outfile));
  return folder !== undefined && write !== false ? path.resolve(absWorkingDir ?? "", folder) : undefined;
}
