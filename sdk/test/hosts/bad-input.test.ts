import { cpSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPackedSdk } from "../packed";
import { type Receiver, startReceiver } from "../receiver";
import { isInstall, readRows, readSection } from "./guide";
import { createProject, type Output, type Project } from "./project";

let receiver: Receiver;
let project: Project;

beforeAll(async () => {
  receiver = await startReceiver({ packed: readPackedSdk() });
  project = createProject({ CASEBOOK_URL: receiver.url, CASEBOOK_API_KEY: "k" });
  await project.follow(readSection("Install"));
  await project.follow(readSection("Node").filter((step) => "save" in step));
  await project.follow(readSection("Vite").filter((step) => "save" in step || isInstall(step)));
});
afterAll(async () => {
  await receiver.close();
  project.remove();
});

const command = "node --import casebook/loader app.ts";
const workflowFile = "src/triage.ts";

/** What each row of the guide's table is made of: every one runs the guide's workflow to its end. */
const cases: Record<string, () => Promise<Output>> = {
  "a file that cannot be parsed": async () => {
    // A language of its own, which a plugin behind ours turns into JavaScript.
    project.save(workflowFile, written(workflowFile).replace("import {", "take {"));
    project.save("vite.config.ts", withDialect(written("vite.config.ts")));
    const built = await project.run("npx vite build --ssr app.ts");
    const ran = await project.run("node dist/app.js");
    return { stdout: ran.stdout, stderr: built.stderr + ran.stderr };
  },
  "a directive in the wrong place": () => {
    project.save(workflowFile, written(workflowFile).replace('"use audit";\n', 'days += 0;\n  "use audit";\n'));
    return project.run(command);
  },
  "two copies of the SDK in one process": async () => {
    cpSync(path.join(project.folder, "node_modules/casebook"), path.join(project.folder, "src/node_modules/casebook"), {
      recursive: true,
    });
    // The first copy has recorded by the time that the workflow runs with the second.
    const first = 'await workflow("other", () => "first")();';
    const [imports = "", rest = ""] = written("app.ts").split("\nconsole.log");
    project.save("app.ts", `import { workflow } from "casebook";\n${imports}\n${first}\nconsole.log${rest}`);
    const ran = await project.run(command);
    rmSync(path.join(project.folder, "src/node_modules"), { recursive: true });
    return ran;
  },
  "no OpenTelemetry provider": () => {
    project.save("app.ts", written("app.ts").replace(/^.*telemetry.*$|^import .*otel.*$/gm, ""));
    return project.run(command);
  },
  "a server that is down": () => project.run(command, { CASEBOOK_URL: "http://127.0.0.1:9" }),
  "a server that does not answer": async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const ran = await project.run(command, { CASEBOOK_URL: `http://127.0.0.1:${port}` });
    silent.closeAllConnections();
    silent.close();
    return ran;
  },
};

describe("the guide's table of what can be wrong", () => {
  const rows = readRows("When something is wrong");

  it("has a line for each case, and no other", () => {
    expect(rows.map(([what]) => what)).toEqual(Object.keys(cases));
  });

  it.each(rows)("says one line and lets the workflow run: %s", async (what, _happens, line = "") => {
    const { stdout, stderr } = (await cases[what]?.()) ?? {};
    expect(stdout?.trim()).toBe("approve");
    const told = (stderr ?? "").split("\n").filter((text) => text !== "" && !text.startsWith("npm warn"));
    expect(told).toEqual([expect.stringMatching(patternOf(line))]);
    await project.follow(
      [...readSection("Install"), ...readSection("Node"), ...readSection("Vite")].filter((step) => "save" in step),
    );
  });
});

function written(file: string): string {
  return readFileSync(path.join(project.folder, file), "utf8");
}

/** The table's text, where `…` stands for anything. */
function patternOf(line: string): RegExp {
  const parts = line
    .replaceAll("`", "")
    .split("…")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

function withDialect(config: string): string {
  const dialect = `{ name: "dialect", enforce: "pre", transform: (code) => code.replace(/^take {/m, "import {") }`;
  return config.replace("casebook.vite()", `casebook.vite(), ${dialect} as const`);
}
