import { Worker } from "node:worker_threads";
import type { Write } from "@/db/commands";
import { CasebookError } from "@/lib/errors";
import { fromPlainError } from "@/server/errors";
import type { OtlpOrigin, WriterAnswers, WriterData, WriterRequest } from "./messages";

/** Writes that may wait at once; beyond it callers are told to come back. */
const maxWaiting = 20_000;

type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void };
type Request = WriterRequest extends infer One ? (One extends { id: number } ? Omit<One, "id"> : never) : never;
type OtlpBody = OtlpOrigin & { bytes: Uint8Array<ArrayBuffer> };

/** The main thread's end of the writer. */
export type Writer = {
  write: Write;
  /** Decodes, stores and answers after the commit. The bytes are moved: they are empty afterwards. */
  ingest(body: OtlpBody): Promise<unknown>;
  isAlive(): boolean;
  waiting(): number;
  close(): Promise<void>;
};

/**
 * Starts the writer thread.
 * @param onDeath called once if the thread dies by itself; everything waiting has then been rejected as busy
 */
export function startWriter({ data, onDeath }: { data: WriterData; onDeath: (error: Error) => void }): Writer {
  const worker = new Worker(new URL("./writer.js", import.meta.url), { workerData: data });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let isAlive = true;

  worker.on("message", (answers: WriterAnswers) => {
    for (const { id, outcome } of answers) {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (outcome.ok) caller?.resolve(outcome.result);
      else caller?.reject(fromPlainError(outcome.error));
    }
  });
  worker.on("error", (error) => die(error instanceof Error ? error : new Error(String(error))));
  worker.on("exit", () => die(new Error("The writer thread ended.")));

  function die(error: Error): void {
    if (!isAlive) return;
    isAlive = false;
    for (const { reject } of waiting.values()) reject(notNow());
    waiting.clear();
    onDeath(error);
  }

  function send(request: Request, transfer: ArrayBuffer[] = []): Promise<unknown> {
    if (!isAlive || waiting.size >= maxWaiting) return Promise.reject(notNow());
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...request }, transfer);
    });
  }

  return {
    write: ((name, args) => send({ kind: "command", name, args })) as Write,
    ingest: (body) => send({ kind: "otlp", ...body }, [body.bytes.buffer]),
    isAlive: () => isAlive,
    waiting: () => waiting.size,
    async close() {
      if (!isAlive) return;
      const closed = send({ kind: "close" });
      isAlive = false;
      await closed;
      await worker.terminate();
    },
  };
}

function notNow(): CasebookError {
  return new CasebookError("busy:writer", "The server has more to write than it can take just now. Try again.");
}
