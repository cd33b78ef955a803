import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { type ExportFormatName, exportFormatNames } from "../../../lib/contract/vocabulary";
import { CliError } from "./cli-error";
import type { Command } from "./command";
import { print } from "./io";
import { chooseServer, request, serverOptions } from "./server";
import { unpack } from "./unpack";

/** `casebook export`: a suite's cases as data, or as a folder of tests. */
export const exportCommand: Command = {
  summary: "download a suite's cases, as data or as tests",
  usage: `casebook export SUITE [--format jsonl|csv|vitest] [--version N] [--split dev|holdout|all] [--out PATH]
                [--endpoint URL] [--key KEY] [--json]

jsonl (the default) and csv go to --out, else to standard output. vitest is a folder of tests: --out names it.`,
  run: async (args, io) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...serverOptions,
        format: { type: "string", default: "jsonl" },
        version: { type: "string" },
        split: { type: "string" },
        out: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
    const [suite] = positionals;
    if (suite === undefined) throw new CliError("usage", "Which suite? casebook export SUITE");
    const format = readFormat(values.format);
    if (format === "vitest" && !values.out) throw new CliError("usage", "vitest needs --out, the folder to write.");
    const query = new URLSearchParams({ format });
    if (values.version) query.set("version", values.version);
    if (values.split) query.set("split", values.split);
    const response = await request(
      chooseServer(values, io),
      `/api/v1/suites/${encodeURIComponent(suite)}/export?${query}`,
    );
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    if (!values.out) {
      await pipeline(body, io.stdout, { end: false });
      return "ok";
    }
    const files = format === "vitest" ? await writeFolder(body, values.out) : await writeFile(body, values.out);
    print(io, values.json ? JSON.stringify({ files }) : files.join("\n"));
    return "ok";
  },
};

function readFormat(name: string): ExportFormatName {
  const format = exportFormatNames.find((known) => known === name);
  if (!format) throw new CliError("usage", `--format is one of ${exportFormatNames.join(", ")}.`);
  return format;
}

async function writeFile(body: Readable, file: string): Promise<string[]> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await pipeline(body, createWriteStream(file));
  return [file];
}

async function writeFolder(body: Readable, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const archive = path.join(folder, ".casebook-export.zip");
  try {
    await pipeline(body, createWriteStream(archive));
    return await unpack({ archive, folder });
  } finally {
    await rm(archive, { force: true });
  }
}
