import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { CasebookConfig } from "../define-config";
import { CliError } from "./cli-error";

type ReplayModule = typeof import("../replay");

/** What a replay runs: the team's workflows by name, and `casebook/replay` of the very copy their code imports. */
export type ReplayConfig = {
  file: string;
  folder: string;
  workflows: NonNullable<CasebookConfig["workflows"]>;
  replay: Pick<ReplayModule, "recordsOf" | "replay">;
};

const names = ["ts", "mts", "js", "mjs"].map((ending) => `casebook.config.${ending}`);

/**
 * Loads `casebook.config.*`, with audited functions instrumented as they load.
 * @param given its path; the one in the working directory when left out
 * @throws CliError `input` where there is none, where it cannot be loaded or names no workflow
 */
export async function loadReplayConfig(given: string | undefined): Promise<ReplayConfig> {
  const file = given === undefined ? findConfig(process.cwd()) : path.resolve(given);
  if (file === undefined || !existsSync(file)) {
    throw new CliError("input", `There is no ${given ?? "casebook.config.ts"} here: it names the workflows to replay.`);
  }
  const own = createRequire(file);
  await import(urlOf(own, "casebook/loader"));
  const replay = (await import(urlOf(own, "casebook/replay"))) as ReplayModule;
  const { workflows } = await loadConfig(file);
  if (!workflows || Object.keys(workflows).length === 0) {
    throw new CliError("input", `${file} names no workflows: { workflows: { [name]: what workflow() gave } }.`);
  }
  return { file: path.relative(process.cwd(), file), folder: path.dirname(file), workflows, replay };
}

function findConfig(folder: string): string | undefined {
  return names.map((name) => path.join(folder, name)).find((file) => existsSync(file));
}

function urlOf(own: NodeJS.Require, name: string): string {
  try {
    return pathToFileURL(own.resolve(name)).href;
  } catch (cause) {
    throw new CliError("input", `The package casebook is not installed where the configuration is: ${name}`, cause);
  }
}

async function loadConfig(file: string): Promise<CasebookConfig> {
  try {
    const loaded = (await import(pathToFileURL(file).href)) as { default?: CasebookConfig };
    return loaded.default ?? { points: {} };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError("input", `${file} cannot be loaded: ${why}`, cause);
  }
}
