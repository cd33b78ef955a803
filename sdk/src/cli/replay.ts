import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { findCommit } from "../commit";
import { CliError } from "./cli-error";
import type { Command } from "./command";
import { type Io, print, say } from "./io";
import { loadReplayConfig, type ReplayConfig } from "./replay-config";
import { replayCorrections } from "./replay-corrections";
import { formatReplays, type Replayed } from "./replay-table";
import { replayTraces } from "./replay-traces";
import { chooseServer, serverOptions } from "./server";

/** `casebook replay`: recorded executions through the team's own code, as they were or with people's corrections. */
export const replayCommand: Command = {
  summary: "run recorded executions again, as they were or corrected",
  usage: `casebook replay [--corrections] [--trace ID]… [--workflow NAME] [--limit N] [--commit SHA] [--config FILE]
                [--endpoint URL] [--key KEY] [--json]

Runs your workflows, which casebook.config.ts names, on recorded executions: no model is asked and no effect carried
out. Without --corrections it says whether each came out as recorded: the newest --limit (100), or those of --trace.
With it, each open correction is put in the place of the model's answer, and what your code did with it is shown
beside that correction in Casebook, with the commit: --commit, else that of the build environment or of git.`,
  run: async (args, io) => {
    const { values } = parseArgs({ args, options });
    // An execution that stops leaves promises that nobody waits for any more; one of them must not end them all.
    process.on("unhandledRejection", () => {});
    const config = await loadReplayConfig(values.config);
    const limit = readLimit(values.limit);
    const given = { server: chooseServer(values, io), config, traceIds: values.trace, workflow: values.workflow, io };
    const replayed = values.corrections
      ? await replayCorrections({ ...given, commit: values.commit ?? commitOf(config) })
      : await replayTraces({ ...given, limit });
    print(io, values.json ? JSON.stringify(replayed) : formatReplays(replayed, { areCorrected: values.corrections }));
    leaveWhenWritten(io);
    return replayed.some((one) => isOff(one, values.corrections)) ? "diverged" : "ok";
  },
};

const options = {
  ...serverOptions,
  corrections: { type: "boolean", default: false },
  trace: { type: "string", multiple: true, default: [] as string[] },
  workflow: { type: "string" },
  limit: { type: "string", default: "100" },
  commit: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new CliError("usage", "--limit is a whole number from 1.");
}

/** A correction may turn the path or stop where nobody recorded what follows; a record itself should come out alike. */
function isOff({ verdict }: Replayed, areCorrected: boolean): boolean {
  return verdict === "diverged" || (!areCorrected && (verdict === "new-path" || verdict === "stopped"));
}

/** What the code is at; a tree with changes that are not committed says so. */
function commitOf({ folder }: ReplayConfig): string {
  const commit = findCommit(folder);
  if (commit === undefined) {
    throw new CliError("usage", "Which commit is this? There is no git repository here: say it with --commit.");
  }
  return hasChanges(folder) ? `${commit}-dirty` : commit;
}

function hasChanges(folder: string): boolean {
  try {
    const args = ["status", "--porcelain", "--untracked-files=no"];
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }) !== "";
  } catch {
    // No git, or no repository: the commit came from the environment.
    return false;
  }
}

/** The team's code may leave connections open: once all is written, they do not keep the command alive. */
function leaveWhenWritten({ stdout }: Io): void {
  const leave = () => (stdout.writableLength > 0 ? wait() : process.exit());
  const wait = () => void setTimeout(leave, 500).unref();
  if (stdout === process.stdout) wait();
}

/** Tells, once each, of workflows that the configuration does not name. */
export function createMissingWorkflows(io: Io, { file }: ReplayConfig): (name: string) => void {
  const told = new Set<string>();
  return (name) => {
    if (!told.has(name)) say(io, `casebook: ${file} names no workflow "${name}"; its executions are left out.`);
    told.add(name);
  };
}
