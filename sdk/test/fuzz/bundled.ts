import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import type { Outcome } from "./campaign";

const sdk = path.resolve(import.meta.dirname, "../..");
const cache = path.join(sdk, "node_modules/.cache/casebook-fuzz");

/** A text of the product's code and the mistake that takes its place. */
export type Mistake = { file: string; from: string; to: string };

/**
 * Bundles the fuzzer with the transform and the runtime into one file that Node runs.
 * @param mistake put into the product's code while it is bundled
 * @returns the file's path
 * @throws where the text that the mistake replaces is not, or no longer, in its file exactly once
 */
export async function bundleFuzzer(name: string, mistake?: Mistake): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const outfile = path.join(cache, `${name}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, "main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
    plugins: mistake ? [planting(mistake)] : [],
  });
  return outfile;
}

function planting({ file, from, to }: Mistake): Plugin {
  return {
    name: "plant-mistake",
    setup: ({ onLoad, onEnd, esbuild }) => {
      let isPlanted = false;
      const target = path.join(sdk, file);
      onLoad({ filter: /\.ts$/ }, async ({ path: loaded }) => {
        if (loaded !== target) return undefined;
        const { readFile } = await import("node:fs/promises");
        const text = await readFile(loaded, "utf8");
        if (text.split(from).length !== 2)
          throw new Error(`${file} holds not once, but ${text.split(from).length - 1} times: ${from}`);
        isPlanted = true;
        return { contents: text.replace(from, () => to), loader: "ts" };
      });
      onEnd(() => {
        if (!isPlanted) throw new Error(`${file} is not part of what was built with esbuild ${esbuild.version}`);
      });
    },
  };
}

export type Run = { seed: number; programs: number; maxFailures?: number; shrinkMs?: number; timeoutMs?: number };

/**
 * Runs a bundled fuzzer in a process of its own.
 * @returns its outcome, or in words how the process itself came to an end before that
 */
export function runFuzzer(bundle: string, run: Run): Promise<Outcome | { crashed: string }> {
  const { seed, programs, maxFailures = 1, shrinkMs = 0, timeoutMs = 600_000 } = run;
  const given = [seed, programs, maxFailures, shrinkMs].map(String);
  const options = { maxBuffer: 1 << 28, timeout: timeoutMs };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", bundle, ...given],
      options,
      (error, stdout, stderr) => {
        if (error) resolve({ crashed: `${error.message.slice(0, 200)} ${stderr.slice(0, 800)}` });
        else resolve(JSON.parse(stdout) as Outcome);
      },
    );
  });
}
