import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Step } from "./guide";

const sdk = path.join(import.meta.dirname, "../..");

type Environment = NodeJS.ProcessEnv;

export type Output = { stdout: string; stderr: string };

/** An empty folder in which a person follows the guide. */
export type Project = {
  folder: string;
  save: (name: string, text: string) => void;
  /** Saves and runs what a section of the guide says. @returns what the commands wrote */
  follow: (steps: readonly Step[]) => Promise<Output>;
  /** Runs a command line to its end. @throws where it fails */
  run: (command: string, env?: Record<string, string>) => Promise<Output>;
  /** Starts a command line that serves until it is stopped, and waits until it answers at a port of its own. */
  serve: (command: string) => Promise<{ url: string; stop: () => Promise<Output> }>;
  remove: () => void;
};

/**
 * @param env what the guide has exported: where Casebook is and the key. This process's own variables go along but for
 * those of test runner, Node and Casebook, which change what builds do
 */
export function createProject(env: Record<string, string>): Project {
  const folder = mkdtempSync(path.join(tmpdir(), "casebook-host-"));
  const save = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const environment = (more: Record<string, string> = {}): Environment => {
    const kept = Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|TEST$|NODE_(?!EXTRA)|CASEBOOK_|OTEL_|npm_)/.test(name),
    );
    const chosen = {
      ...Object.fromEntries(kept),
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
      NO_COLOR: "1",
      NEXT_TELEMETRY_DISABLED: "1",
      npm_config_prefer_offline: "true",
      npm_config_audit: "false",
      npm_config_fund: "false",
      ...env,
      ...more,
    };
    // Next's types ask for NODE_ENV in every environment; here it is left to the commands.
    return chosen as unknown as Environment;
  };
  const run: Project["run"] = async (command, more) => {
    const options = { cwd: folder, env: environment(more), maxBuffer: 1e8 };
    return promisify(execFile)("sh", ["-ec", pinVersions(command)], options).catch((error: Output & Error) => {
      throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
    });
  };
  return {
    folder,
    save,
    run,
    follow: async (steps) => {
      const said: Output = { stdout: "", stderr: "" };
      for (const step of steps) {
        if ("save" in step) save(step.save, step.text);
        if (!("run" in step)) continue;
        const { stdout, stderr } = await run(step.run);
        said.stdout += stdout;
        said.stderr += stderr;
      }
      return said;
    },
    serve: (command) => serve(command, { cwd: folder, env: environment() }),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

const lock = JSON.parse(readFileSync(path.join(sdk, "../package-lock.json"), "utf8")) as {
  packages: Record<string, { version?: string }>;
};

/** Names the version that this repository has locked behind each package of an install, so that npm's cache serves it. */
function pinVersions(command: string): string {
  if (!command.includes("npm install")) return command;
  return command.replace(/(?<=\s)((?:@[\w-]+\/)?[a-z][\w.-]*)(?=\s|$)/g, (name) => {
    const version = lock.packages[`node_modules/${name}`]?.version;
    return version === undefined ? name : `${name}@${version}`;
  });
}

async function serve(command: string, options: { cwd: string; env: Environment }) {
  const port = await findFreePort();
  const child = spawn("sh", ["-ec", `exec ${command}`], {
    cwd: options.cwd,
    env: { ...options.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
    // In a group of its own, for npx hands no signal on to what it started.
    detached: true,
  });
  const said: Output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (data) => {
      said[name] += data;
    });
  }
  const ended = new Promise<Output>((resolve) => child.once("close", () => resolve(said)));
  const url = `http://127.0.0.1:${port}`;
  while (
    child.exitCode === null &&
    !(await fetch(url).then(
      () => true,
      () => false,
    ))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (child.exitCode !== null) throw new Error(`${command} ended: ${said.stdout}\n${said.stderr}`);
  return {
    url,
    stop: () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
      return ended;
    },
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
