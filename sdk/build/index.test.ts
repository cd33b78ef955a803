import type { Plugin as EsbuildPlugin } from "esbuild";
import type { Plugin as RollupPlugin } from "rollup";
import type { PluginOption } from "vite";
import { expect, it } from "vitest";
import type { WebpackPluginInstance } from "webpack";
import { casebook } from ".";
import { withCasebook } from "./next";

it("gives every bundler a plugin of its own type", () => {
  const plugins: [EsbuildPlugin, RollupPlugin, PluginOption, WebpackPluginInstance] = [
    casebook.esbuild(),
    casebook.rollup(),
    casebook.vite(),
    casebook.webpack(),
  ];
  expect(plugins).toHaveLength(4);
});

it("keeps what a Next.js configuration holds", async () => {
  const told: string[] = [];
  const given = {
    reactStrictMode: true,
    serverExternalPackages: ["pg"],
    turbopack: { rules: { "*.svg": { loaders: ["svgr"], as: "*.js" } } },
    webpack: (config: object, _context: object) => ({ ...config, isTheirs: true }),
    compiler: {
      runAfterProductionCompile: async ({ distDir }: { projectDir: string; distDir: string }) =>
        void told.push(distDir),
    },
  };
  const config = withCasebook(given);
  expect(config.reactStrictMode).toBe(true);
  expect(config.serverExternalPackages).toEqual(["pg", "casebook"]);
  expect(Object.keys(config.turbopack.rules)).toEqual(["*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}", "*.svg"]);
  const built = config.webpack({ module: { rules: ["theirs"] } }, { isServer: true });
  expect(built).toMatchObject({ isTheirs: true, module: { rules: [{ enforce: "pre" }, "theirs"] } });
  await config.compiler.runAfterProductionCompile({ projectDir: "/app", distDir: "/app/.next" });
  expect(told).toEqual(["/app/.next"]);
});
