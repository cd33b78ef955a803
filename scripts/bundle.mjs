import path from "node:path";
import { context } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

/**
 * Esbuild's context for the server: the process, its writer thread, and whatever `entries` adds. What is native or
 * finds its own files at run time stays outside the bundle.
 */
export function bundleContext({ outdir = path.join(root, "dist"), entries = {}, plugins = [] } = {}) {
  return context({
    absWorkingDir: root,
    entryPoints: { main: "server/main.ts", writer: "server/writer/thread.ts", ...entries },
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    sourcemap: true,
    external: ["better-sqlite3", "pg", "pg-native", "next", "next/*"],
    // Bundled CommonJS packages ask for `require`, which ESM does not have.
    banner: {
      js: 'import { createRequire as casebookRequire } from "node:module"; const require = casebookRequire(import.meta.url);',
    },
    logLevel: "warning",
    plugins,
  });
}

export async function bundleServer(options) {
  const bundle = await bundleContext(options);
  try {
    await bundle.rebuild();
  } finally {
    await bundle.dispose();
  }
}
