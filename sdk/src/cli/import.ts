import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { CliError } from "./cli-error";
import type { Command } from "./command";
import { type Io, print, say } from "./io";
import { type Line, readLines } from "./read-lines";
import { chooseServer, request, type Server, serverOptions } from "./server";

const concurrency = 4;
const gzipFromBytes = 4 * 1024;

type Totals = { files: number; requests: number; spans: number; logs: number; refused: number };

/** `casebook import`: OTLP JSON lines, one Export request a line, into the project of the key. */
export const importCommand: Command = {
  summary: "send OTLP JSON lines to the server",
  usage: `casebook import FILE… [--endpoint URL] [--key KEY] [--json]

Each line is one OTLP/JSON Export request, traces or logs, as the OpenTelemetry Collector's file exporter writes
them. Files ending in .gz are unpacked; - reads standard input. Importing again changes nothing, so after an error
the same command resumes.`,
  run: async (args, io) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...serverOptions, json: { type: "boolean", default: false } },
    });
    if (positionals.length === 0) throw new CliError("usage", "Which file? casebook import FILE…");
    const totals = await importFiles(positionals, { server: chooseServer(values, io), io });
    print(io, values.json ? JSON.stringify(totals) : formatTotals(totals));
    return totals.refused > 0 ? "partial" : "ok";
  },
};

/** A few lines are on their way at a time; the first that fails ends the import once the others have ended. */
async function importFiles(files: string[], { server, io }: { server: Server; io: Io }): Promise<Totals> {
  const totals: Totals = { files: files.length, requests: 0, spans: 0, logs: 0, refused: 0 };
  const underway = new Set<Promise<void>>();
  let failure: unknown;
  for (const file of files) {
    for await (const line of readLines(file, io.stdin)) {
      const sending = importLine(line, { file, server, io, totals }).catch((error: unknown) => {
        failure ??= error;
      });
      underway.add(sending);
      void sending.finally(() => underway.delete(sending));
      if (underway.size >= concurrency) await Promise.race(underway);
      if (failure !== undefined) break;
    }
    await Promise.all(underway);
    if (failure !== undefined) throw failure;
  }
  return totals;
}

async function importLine(
  line: Line,
  { file, server, io, totals }: { file: string; server: Server; io: Io; totals: Totals },
): Promise<void> {
  const place = `${file}:${line.number}`;
  const { signal, count } = readRequest(line, place);
  const isGzipped = line.bytes.length >= gzipFromBytes;
  const response = await request(server, `/v1/${signal}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(isGzipped && { "content-encoding": "gzip" }) },
    body: new Uint8Array(isGzipped ? gzipSync(line.bytes) : line.bytes),
  }).catch((error: unknown) => {
    if (error instanceof CliError) throw new CliError(error.exit, `${place}: ${error.message}`, error);
    throw error;
  });
  const { rejected, message } = readOutcome(await response.text());
  if (message !== "") say(io, `${place}: ${message}`);
  totals.requests++;
  totals.refused += rejected;
  totals[signal === "traces" ? "spans" : "logs"] += count - rejected;
}

type Scoped = { scopeSpans?: { spans?: unknown[] }[]; scopeLogs?: { logRecords?: unknown[] }[] };

/** Which signal a line carries and how many spans or log records. @throws CliError `input` that names the line */
function readRequest(line: Line, place: string): { signal: "traces" | "logs"; count: number } {
  let body: { resourceSpans?: Scoped[]; resourceLogs?: Scoped[] };
  try {
    body = JSON.parse(line.bytes.toString("utf8"));
  } catch (cause) {
    throw new CliError("input", `${place}: is not JSON: ${(cause as Error).message}`, cause);
  }
  const { resourceSpans, resourceLogs } = body ?? {};
  if (Array.isArray(resourceSpans)) {
    const scopes = resourceSpans.flatMap((resource) => resource?.scopeSpans ?? []);
    return { signal: "traces", count: scopes.reduce((sum, scope) => sum + (scope?.spans?.length ?? 0), 0) };
  }
  if (Array.isArray(resourceLogs)) {
    const scopes = resourceLogs.flatMap((resource) => resource?.scopeLogs ?? []);
    return { signal: "logs", count: scopes.reduce((sum, scope) => sum + (scope?.logRecords?.length ?? 0), 0) };
  }
  throw new CliError("input", `${place}: is not an OTLP Export request: it has no resourceSpans and no resourceLogs.`);
}

function readOutcome(text: string): { rejected: number; message: string } {
  const { partialSuccess = {} } = JSON.parse(text || "{}") as {
    partialSuccess?: { rejectedSpans?: number | string; rejectedLogRecords?: number | string; errorMessage?: string };
  };
  const rejected = Number(partialSuccess.rejectedSpans ?? partialSuccess.rejectedLogRecords ?? 0);
  return { rejected, message: partialSuccess.errorMessage ?? "" };
}

function formatTotals({ requests, spans, logs, refused }: Totals): string {
  const taken = [`${spans} spans`, ...(logs > 0 ? [`${logs} log records`] : [])].join(" and ");
  return `Imported ${taken} in ${requests} requests.${refused > 0 ? ` ${refused} were refused.` : ""}`;
}
