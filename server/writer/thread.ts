import { parentPort, workerData } from "node:worker_threads";
import { type CommandName, commands } from "@/db/commands";
import type { Command } from "@/db/commands/command";
import { openDatabase } from "@/db/open";
import type { Job } from "./commit-group";
import type { WriterData, WriterRequest } from "./messages";
import { createRunQueue } from "./run-queue";

// The one thread that writes. It opens the database for itself; the main thread has migrated it already.
const { databaseUrl } = workerData as WriterData;
const port = parentPort;
if (!port) throw new Error("The writer runs as a worker thread only.");

const db = await openDatabase({ url: databaseUrl, mode: "write" });
const queue = createRunQueue({ db, answer: (answers) => port.postMessage(answers) });

port.on("message", async (request: WriterRequest) => {
  if (request.kind === "close") {
    await queue.drain();
    await db.close();
    port.postMessage([{ id: request.id, outcome: { ok: true, result: null } }]);
    port.close();
    return;
  }
  queue.push({ id: request.id, ...toJob(request) });
});

function toJob(request: Exclude<WriterRequest, { kind: "close" }>): { bytes: number; job: Job } {
  if (request.kind === "command") return { bytes: 1024, job: commandJob(request.name, request.args) };
  return { bytes: request.bytes.byteLength, job: commandJob("createProject", { id: "default", name: "Default" }) };
}

function commandJob(name: CommandName, args: unknown): Job {
  // The arguments were typed where they were sent; they cross the thread border as plain data.
  const command = commands[name] as Command<unknown, unknown>;
  return (tx, context) => command(tx, args, context);
}
