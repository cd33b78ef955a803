import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packSdk } from "./packed";
import { startReceiver } from "./receiver";

const sdk = path.join(import.meta.dirname, "..");
const { devDependencies } = JSON.parse(readFileSync(path.join(sdk, "package.json"), "utf8")) as {
  devDependencies: Record<string, string>;
};
const peers = Object.entries(devDependencies).filter(([name]) => name.startsWith("@opentelemetry/"));
let folder: string;

function run(file: string, args: string[], env: Record<string, string> = {}): string {
  return execFileSync(file, args, { cwd: folder, encoding: "utf8", env: { ...process.env, ...env } });
}

/** Installs from the registry alone, as a stranger would. */
function install(...packages: string[]): void {
  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", ...packages]);
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "casebook-package-"));
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module", "private": true }');
  install(packSdk());
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packed package in an empty folder", () => {
  it("brings nothing along but the OpenTelemetry API and the parser of its transform, and runs without any provider", () => {
    const installed = readdirSync(path.join(folder, "node_modules")).filter((name) => !name.startsWith("."));
    expect(installed.sort()).toEqual(["@opentelemetry", "@oxc-parser", "@oxc-project", "casebook", "oxc-parser"]);
    expect(readdirSync(path.join(folder, "node_modules/@opentelemetry"))).toEqual(["api"]);
    writeFileSync(
      path.join(folder, "plain.mjs"),
      `import { branch, judge, workflow } from "casebook";
       const triage = workflow("w", async (text) => {
         const type = await judge({ point: "p", input: text, choices: ["a", "b"] }, () => ({ output: "a", confidence: 0.9 }));
         return branch({ name: "r", facts: { type } }, (b) => b.arm(type.output === "a" ? "yes" : "no"));
       });
       console.log(await triage("x"));`,
    );
    expect(run(process.execPath, ["plain.mjs"])).toBe("yes\n");
  });

  it("imports no package but the OpenTelemetry API in its entry, and nothing of Node: it loads in browsers", async () => {
    const entry = path.join(folder, "node_modules/casebook/dist/index.js");
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "browser",
    });
    const packages = Object.keys(metafile.inputs).map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
    expect([...new Set(packages)].sort()).toEqual(["@opentelemetry/api", "casebook"]);
  });

  it("reads sources only where they are built or loaded: its programs never load the parser", () => {
    const used = ["index.js", "otel.js"].map((name) =>
      readFileSync(path.join(folder, "node_modules/casebook/dist", name), "utf8"),
    );
    expect(used.join("\n")).not.toContain("oxc-parser");
    for (const entry of ["casebook/build", "casebook/next", "casebook/webpack-loader", "casebook/loader"]) {
      expect(run(process.execPath, ["--input-type=module", "-e", `await import("${entry}"); console.log("ok")`])).toBe(
        "ok\n",
      );
    }
  });

  it("answers on the command line", () => {
    expect(run("npx", ["--no-install", "casebook", "help"])).toContain("casebook COMMAND");
  });

  it("sends real spans with casebook/otel and the OpenTelemetry packages beside it", async () => {
    install(...peers.map(([name, version]) => `${name}@${version}`));
    writeFileSync(
      path.join(folder, "sent.mjs"),
      `import { judge, workflow } from "casebook";
       import { start } from "casebook/otel";
       const telemetry = start({ service: "packed" });
       await workflow("packed-workflow", () => judge({ point: "p", input: "x" }, () => "y"))();
       await telemetry.stop();`,
    );
    const receiver = await startReceiver();
    const env = { ...process.env, CASEBOOK_URL: receiver.url, CASEBOOK_API_KEY: "k" };
    await promisify(execFile)(process.execPath, ["sent.mjs"], { cwd: folder, env });
    await receiver.close();
    expect(receiver.spans.map((span) => span.attributes["casebook.name"]).sort()).toEqual(["p", "packed-workflow"]);
    expect(receiver.spans[0]?.scope).toMatchObject({ name: "casebook", version: "0.1.0" });
  });

  it("has types that a strict program resolves the way Node does", () => {
    writeFileSync(
      path.join(folder, "typed.ts"),
      `import { judge, type Judgment } from "casebook";
       import { casebook, type BuildOptions } from "casebook/build";
       import { withCasebook } from "casebook/next";
       export const options: BuildOptions = { include: ["src/**"], exclude: /test/ };
       export const plugins = [casebook.vite(options), casebook.esbuild(), casebook.webpack()];
       export const config: { distDir: string } = withCasebook({ distDir: "out" }, { include: "src/**" });
       // @ts-expect-error Turbopack takes globs alone
       withCasebook({}, { include: /src/ });
       export const typed: () => Promise<Judgment<"a" | "b">> = () =>
         judge({ point: "p", input: 1, choices: ["a", "b"] }, () => ({ output: "a" }));
       // @ts-expect-error "c" is not one of the choices
       export const wrong = () => judge({ point: "p", input: 1, choices: ["a", "b"] }, () => "c");
       // @ts-expect-error the answer is no number
       export const number = async (): Promise<number> => (await typed()).output;`,
    );
    const tsc = path.join(sdk, "../node_modules/typescript/bin/tsc");
    const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2023", "--types", "", "typed.ts"];
    expect(run(process.execPath, [tsc, ...options])).toBe("");
  });
});
