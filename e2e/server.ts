import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");

/** A built Casebook running for a test, on a free port and a throwaway SQLite file. */
export type TestServer = {
  url: string;
  /** The bootstrap key: any project by `?project=`, all scopes. */
  apiKey: string;
  /** The one-time link this start printed. */
  signInUrl: string;
  /** What the process has said so far, both streams. */
  output: () => string;
  stop: () => Promise<void>;
};

/** Starts `dist/main.js` with an empty database; `npm run build` comes first. */
export async function startServer(env: Record<string, string> = {}): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "casebook-e2e-"));
  const port = await findFreePort();
  const apiKey = "e2e-bootstrap-key";
  const child = spawn(process.execPath, ["dist/main.js"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      HOST: "127.0.0.1",
      DATABASE_URL: `file:${path.join(folder, "casebook.db")}`,
      CASEBOOK_DEMO: "0",
      CASEBOOK_API_KEY: apiKey,
      ...env,
    },
  });
  const output = collectOutput(child);
  // A test that runs out of time never gets to stop its server.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async () => {
    await endProcess(child);
    process.off("exit", kill);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const signInUrl = await waitForSignIn(child, output);
    return { url: `http://127.0.0.1:${port}`, apiKey, signInUrl, output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function collectOutput(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return () => text;
}

function waitForSignIn(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = /^Sign in: (\S+)$/m.exec(output())?.[1];
      if (url) resolve(url);
    };
    child.stdout?.on("data", look);
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`The server ended with code ${code}:\n${output()}`)));
  });
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  const giveUp = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(giveUp);
}

/** What an example program is started with: TypeScript on Node 22, and its branches recorded. */
export const nodeFlags = [
  "--experimental-strip-types",
  "--disable-warning=ExperimentalWarning",
  "--import",
  "casebook/loader",
];

/** Runs both example programs over `count` inputs against a server: real judgments in its project `default`. */
export async function loadExamples(server: TestServer, { count }: { count: number }): Promise<void> {
  const args = ["load.ts", "--endpoint", server.url, "--key", server.apiKey, "--count", String(count)];
  const child = spawn(process.execPath, [...nodeFlags, ...args], {
    cwd: path.join(root, "examples/demo"),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = collectOutput(child);
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`The examples ended with code ${code}:\n${output()}`);
}
