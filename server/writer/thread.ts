import { parentPort, workerData } from "node:worker_threads";
import { commands } from "@/db/commands";
import type { Command } from "@/db/commands/command";
import { openDatabase } from "@/db/open";
import { createRedactor } from "@/lib/redact";
import type { Job } from "./commit-group";
import { otlpJob } from "./decode-job";
import type { WriterData, WriterRequest } from "./messages";
import { createRunQueue } from "./run-queue";

// The one thread that writes. It opens the database for itself; the main thread has migrated it already.
const { databaseUrl, redact } = workerData as WriterData;
const port = parentPort;
if (!port) throw new Error("The writer runs as a worker thread only.");

const redactor = createRedactor(redact);
const db = await openDatabase({ url: databaseUrl, mode: "write" });
const queue = createRunQueue({ db, answer: (answers) => port.postMessage(answers) });

port.on("message", (request: WriterRequest) => {
  if (request.kind === "close") void close(request.id);
  else queue.push({ id: request.id, ...toJob(request) });
});

function toJob(request: Exclude<WriterRequest, { kind: "close" }>): { bytes: number; job: Job } {
  if (request.kind === "otlp") return { bytes: request.bytes.byteLength, job: otlpJob(request, redactor) };
  // The arguments were typed where they were sent; they cross the thread border as plain data.
  const command = commands[request.name] as Command<unknown, unknown>;
  return { bytes: 1024, job: (tx, context) => command(tx, request.args, context) };
}

async function close(id: number): Promise<void> {
  await queue.drain();
  await db.close();
  port?.postMessage([{ id, outcome: { ok: true, result: null } }]);
  port?.close();
}
