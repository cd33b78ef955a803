import { CliError } from "./cli-error";
import type { Command } from "./command";
import { exitCodes } from "./exit-codes";
import { exportCommand } from "./export";
import { importCommand } from "./import";
import { type Io, print, say } from "./io";
import { replayCommand } from "./replay";
import { sitesCommand } from "./sites";

const commands = {
  import: importCommand,
  export: exportCommand,
  replay: replayCommand,
  sites: sitesCommand,
} satisfies Record<string, Command>;

/**
 * Runs one command line.
 * @param argv what follows `casebook`
 * @returns the exit code
 */
export async function main(argv: string[], io: Io): Promise<number> {
  const [name = "help", ...args] = argv;
  if (["help", "--help", "-h"].includes(name)) return help(args[0], io);
  const command = findCommand(name);
  if (!command) {
    say(io, `casebook: there is no command "${name}".\n\n${overview()}`);
    return exitCodes.usage;
  }
  if (args.includes("--help")) return help(name, io);
  try {
    return exitCodes[await command.run(args, io)];
  } catch (error) {
    say(io, `casebook: ${error instanceof Error ? error.message : String(error)}`);
    return exitCodes[exitOf(error)];
  }
}

function findCommand(name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined;
}

function help(name: string | undefined, io: Io): number {
  print(io, (name === undefined ? undefined : findCommand(name)?.usage) ?? overview());
  return exitCodes.ok;
}

function overview(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
  return ["casebook COMMAND", "", ...lines, "", "casebook help COMMAND says more."].join("\n");
}

function exitOf(error: unknown): keyof typeof exitCodes {
  if (error instanceof CliError) return error.exit;
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" && code.startsWith("ERR_PARSE_ARGS") ? "usage" : "failed";
}
