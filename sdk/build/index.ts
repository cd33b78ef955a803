import { createEsbuildPlugin } from "./esbuild";
import { createRollupPlugin } from "./rollup";
import { createWebpackPlugin } from "./webpack";

export type { BuildOptions, FilePattern } from "./options";

/** One plugin for each bundler; `vite` is also Vitest's. */
export const casebook = {
  vite: createRollupPlugin,
  rollup: createRollupPlugin,
  rolldown: createRollupPlugin,
  esbuild: createEsbuildPlugin,
  webpack: createWebpackPlugin,
  rspack: createWebpackPlugin,
};
