import type { IncomingMessage } from "node:http";
import { requireServerHandle } from "@/db/handle";
import { parseEnv } from "@/lib/env";
import { findRoot } from "@/server/find-root";
import { respondWithError } from "@/server/listener";
import { startServer } from "@/server/start";
import type { WebHandler } from "@/server/web";

// The whole server but for Next, for tests that start and kill it often. In place of the screens it takes
// `POST /write/<command>` with the arguments as JSON, and answers after the commit as any caller of the writer is.
const write: WebHandler = async (request, response) => {
  try {
    const name = request.url?.slice("/write/".length) ?? "";
    const result = await requireServerHandle().write(name as never, (await readJson(request)) as never);
    response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify(result ?? null));
  } catch (error) {
    respondWithError(response, error);
  }
};

const root = findRoot(import.meta.dirname);
const onDeath = (error: Error) => {
  console.error(error);
  process.exit(1);
};
const server = await startServer({ env: parseEnv(), root, isDev: false, web: write, onDeath });
console.log(`Casebook: ${server.url}`);
process.once("SIGTERM", async () => {
  await server.close();
  process.exit(0);
});

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}
