import { sql } from "drizzle-orm";
import type { Db } from "@/db/database";
import type { WebHandler } from "./web";
import type { Writer } from "./writer/start-writer";

/** `/healthz`: the process answers. `/readyz`: the writer lives and the database answers. */
export function createProbes({ db, writer }: { db: Db; writer: Writer }): { [path: string]: WebHandler } {
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
  };
}

async function answers(db: Db): Promise<boolean> {
  try {
    await db.all(sql`select 1`);
    return true;
  } catch {
    return false;
  }
}
