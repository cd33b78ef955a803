import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setServerHandle } from "@/db/handle";
import { migrateDatabase, openDatabase } from "@/db/open";
import { createByteBudget } from "@/lib/byte-budget";
import type { Env } from "@/lib/env";
import { CasebookError } from "@/lib/errors";
import { createRedactor } from "@/lib/redact";
import { startBackgroundWrites } from "./background-writes";
import { createGuard, setSecurityHeaders } from "./guard";
import { createListener, type Doors } from "./listener";
import { createMetrics } from "./metrics";
import { createOtlpDoor } from "./otlp/door";
import { createPackageDoor, packagePath } from "./package-door";
import { createProbes } from "./probes";
import { createNextHandler, type WebHandler } from "./web";
import { startWriter, type Writer } from "./writer/start-writer";

/** For the whole process, after decompression (design.md §6). */
const maxBytesInFlight = 128 * 1024 * 1024;

export type StartOptions = {
  env: Env;
  /** The project's root: where migrations and Next's build are. */
  root: string;
  isDev: boolean;
  /** What answers screens and API; Next unless given. */
  web?: WebHandler;
  /** Called if the writer dies: the process can do nothing useful any more. */
  onDeath: (error: Error) => void;
};

export type RunningServer = {
  /** Where people reach it. */
  url: string;
  /** Where a program on this machine reaches it. */
  localUrl: string;
  createSignInUrl(): Promise<string>;
  close(): Promise<void>;
};

/** Migrates, starts the writer, listens, and offers the handle that the screens use (design.md §6). */
export async function startServer({ env, root, isDev, web, onDeath }: StartOptions): Promise<RunningServer> {
  // The writer applies the patterns; a wrong one is told here, before anything starts.
  createRedactor(env.CASEBOOK_REDACT);
  await migrate(env.DATABASE_URL, root);
  const writer = startWriter({ data: { databaseUrl: env.DATABASE_URL, redact: env.CASEBOOK_REDACT }, onDeath });
  const db = await openDatabase({ url: env.DATABASE_URL, mode: "read" });
  await writer.write("createProject", { id: "default", name: "Default" });
  await writer.write("createProject", { id: "demo", name: "Demo" });

  const budget = createByteBudget(maxBytesInFlight);
  const metrics = createMetrics({ writer, budget });
  let doors: Doors | undefined;
  const server = createListener(() => requireDoors(doors));
  const port = await listen(server, env);
  const localUrl = `http://${linkHost(env.HOST)}:${port}`;
  const publicUrl = (env.CASEBOOK_PUBLIC_URL ?? localUrl).replace(/\/+$/, "");
  setServerHandle({ env, publicUrl, db, budget, write: writer.write });
  doors = {
    otlp: createOtlpDoor({ env, publicUrl, db, writer, budget, metrics }),
    paths: { ...createProbes({ db, writer, metrics }), [packagePath]: createPackageDoor(root) },
    web: async () => void requireDoors(undefined),
  };
  const handle = web ?? (await createNextHandler({ root, isDev, host: env.HOST, port, httpServer: server }));
  doors.web = behindGuard(handle, { env, isDev });

  // Not waited for: what fails stays where it was and is logged by the writer.
  void writer.write("retryDerivations", {}).catch(() => {});
  const stopBackgroundWrites = startBackgroundWrites(writer, { publicUrl });

  return {
    url: publicUrl,
    localUrl,
    createSignInUrl: async () => {
      const { token } = await writer.write("createSignInLink", {});
      return `${publicUrl}/sign-in?token=${token}`;
    },
    close: () => {
      stopBackgroundWrites();
      return close({ server, writer, closeDb: () => db.close() });
    },
  };
}

async function migrate(url: string, root: string): Promise<void> {
  const db = await openDatabase({ url, mode: "write" });
  try {
    await migrateDatabase(db, `${root}/db`);
  } finally {
    await db.close();
  }
}

function requireDoors(doors: Doors | undefined): Doors {
  if (!doors) throw new CasebookError("busy:starting", "Casebook is starting. Try again in a moment.");
  return doors;
}

function listen(server: Server, { HOST, PORT }: Env): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(PORT, HOST, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function linkHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function behindGuard(web: WebHandler, { env, isDev }: { env: Env; isDev: boolean }): WebHandler {
  const guard = createGuard(env);
  return async (request, response) => {
    guard(request);
    setSecurityHeaders(request, response, { isDev });
    await web(request, response);
  };
}

type Parts = { server: Server; writer: Writer; closeDb: () => Promise<void> };

/** Takes no new requests, lets those under way finish for a while, then writes what waits and closes. */
async function close({ server, writer, closeDb }: Parts): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), 5_000);
  await closed;
  clearTimeout(limit);
  await writer.close();
  await closeDb();
}
