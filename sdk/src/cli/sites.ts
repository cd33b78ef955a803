import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type PushedTable, type PushOutcome, pushSites } from "../capture/push-sites";
import { CliError } from "./cli-error";
import type { Command } from "./command";
import { print, say } from "./io";
import { chooseServer, type Server, serverOptions } from "./server";

/** `casebook sites push`: the site tables that a build left, to the project of the key. */
export const sitesCommand: Command = {
  summary: "send the site tables of a build to the server",
  usage: `casebook sites push FOLDER|FILE… [--endpoint URL] [--key KEY] [--json]

Sends the site tables (source text and places of audited functions) that a build wrote: the files in casebook-sites/
of a build's output, wherever below FOLDER that is, or each FILE. Sending again changes nothing.`,
  run: async (args, io) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...serverOptions, json: { type: "boolean", default: false } },
    });
    const [verb, ...places] = positionals;
    if (verb !== "push" || places.length === 0) throw new CliError("usage", "casebook sites push FOLDER|FILE…");
    const files = [...new Set(places.flatMap(findFiles))];
    if (files.length === 0) throw new CliError("input", `${places.join(", ")}: there are no site tables.`);
    const tables = files.map(readTable);
    const outcome = await pushAll(tables, chooseServer(values, io));
    for (const { sha256, message } of outcome.refused) say(io, `${fileOf(tables, sha256)}: ${message}`);
    const { stored, refused } = outcome;
    print(io, values.json ? JSON.stringify({ tables: tables.length, stored, refused }) : `Sent ${count(stored)}.`);
    if (stored === 0 && refused.length > 0) throw new CliError("refused", "The server took none of them.");
    return refused.length > 0 ? "partial" : "ok";
  },
};

const count = (tables: number) => `${tables} site ${tables === 1 ? "table" : "tables"}`;

type ReadTable = PushedTable & { file: string };

/** @throws CliError `unreachable` where the server did not answer for some */
async function pushAll(tables: ReadTable[], server: Server): Promise<PushOutcome> {
  // Sending holds no process by itself.
  const held = setInterval(() => {}, 60_000);
  const outcome = await pushSites(tables, server).finally(() => clearInterval(held));
  if (outcome.left === 0) return outcome;
  const why = `${server.endpoint} did not take ${count(outcome.left)}: ${outcome.reason}.`;
  throw new CliError("unreachable", why);
}

const tableName = /^[0-9a-f]{64}\.json$/;
const skipped = new Set(["node_modules", ".git"]);

/** A file itself; of a folder every table in it and in folders below. */
function findFiles(place: string): string[] {
  if (!exists(place)) throw new CliError("input", `${place}: there is no such file or folder.`);
  if (!statSync(place).isDirectory()) return [path.resolve(place)];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const found = path.join(place, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : findFiles(found);
    return entry.isFile() && tableName.test(entry.name) ? [path.resolve(found)] : [];
  });
}

function exists(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false }) !== undefined;
}

function readTable(file: string): ReadTable {
  const text = readFileSync(file, "utf8");
  return { file, text, sha256: createHash("sha256").update(text).digest("hex") };
}

const fileOf = (tables: ReadTable[], sha256: string) => tables.find((table) => table.sha256 === sha256)?.file ?? sha256;
