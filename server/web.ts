import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** Whatever answers the requests that are not OTLP or probes: Next in the product. */
export type WebHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Prepares Next on our own listener. Imported late, so that a server without screens does not load it. */
export async function createNextHandler(options: {
  root: string;
  isDev: boolean;
  host: string;
  port: number;
  httpServer: Server;
}): Promise<WebHandler> {
  const { default: next } = await import("next");
  const { root, isDev, host, port, httpServer } = options;
  const app = next({ dev: isDev, dir: root, hostname: host, port, httpServer });
  await app.prepare();
  const handle = app.getRequestHandler();
  return (request, response) => handle(request, response);
}
