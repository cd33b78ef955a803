import type { Db } from "@/db/database";
import { pingDatabase } from "@/db/queries/ping";
import type { Metrics } from "./metrics";
import type { WebHandler } from "./web";
import type { Writer } from "./writer/start-writer";

type Parts = { db: Db; writer: Writer; metrics: Metrics };

/** `/healthz`: the process answers. `/readyz`: the writer lives and the database answers. `/metrics`: figures. */
export function createProbes({ db, writer, metrics }: Parts): { [path: string]: WebHandler } {
  return {
    "/healthz": async (_request, response) => {
      response.writeHead(200, { "content-type": "text/plain" }).end("ok\n");
    },
    "/readyz": async (_request, response) => {
      const isReady = writer.isAlive() && (await answers(db));
      response
        .writeHead(isReady ? 200 : 503, { "content-type": "text/plain" })
        .end(isReady ? "ready\n" : "not ready\n");
    },
    "/metrics": async (_request, response) => {
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(metrics.print());
    },
  };
}

async function answers(db: Db): Promise<boolean> {
  try {
    await pingDatabase(db);
    return true;
  } catch {
    return false;
  }
}
