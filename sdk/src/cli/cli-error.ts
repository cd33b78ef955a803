import type { exitCodes } from "./exit-codes";

/** An end of the command that a person can act on, with the exit code it stands for. */
export class CliError extends Error {
  readonly exit: keyof typeof exitCodes;

  constructor(exit: keyof typeof exitCodes, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "CliError";
    this.exit = exit;
  }
}
