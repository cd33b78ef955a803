import type { Command } from "./command";
import { ingestLogs, ingestSpans } from "./ingest";
import { deriveStale, retryDerivations } from "./ingest/derive";
import { createKey, revokeKey } from "./keys";
import { recordLabel } from "./labels";
import { createSignInLink, deleteSession, redeemSignInLink, renamePerson } from "./people";
import { updatePoint } from "./points";
import { createProject, renameProject } from "./projects";
import { recordReplay } from "./replays";
import { continueReprojection } from "./reproject-point";
import { storeSiteTable } from "./sites";
import { addCases, createSuite } from "./suites";

/** Every write Casebook knows, by name: one entry per command, one file per noun. The writer runs nothing else. */
export const commands = {
  ingestSpans,
  ingestLogs,
  continueReprojection,
  deriveStale,
  retryDerivations,
  createKey,
  revokeKey,
  createProject,
  renameProject,
  createSignInLink,
  redeemSignInLink,
  deleteSession,
  renamePerson,
  updatePoint,
  recordLabel,
  recordReplay,
  createSuite,
  addCases,
  storeSiteTable,
  // biome-ignore lint/suspicious/noExplicitAny: each entry keeps its own argument and result types through `satisfies`
} satisfies Record<string, Command<any, any>>;

export type CommandName = keyof typeof commands;
export type CommandArgs<Name extends CommandName> = Parameters<(typeof commands)[Name]>[1];
export type CommandResult<Name extends CommandName> = Awaited<ReturnType<(typeof commands)[Name]>>;

/** Runs one write durably: resolves after the commit, rejects with the command's own CasebookError. */
export type Write = <Name extends CommandName>(name: Name, args: CommandArgs<Name>) => Promise<CommandResult<Name>>;
