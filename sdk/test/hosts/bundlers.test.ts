import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readPackedSdk } from "../packed";
import { type Receiver, startReceiver } from "../receiver";
import { expectSettled, readCaptured } from "./captured";
import { readSection } from "./guide";
import { createProject, type Project } from "./project";

let receiver: Receiver;
let project: Project;

beforeAll(async () => {
  receiver = await startReceiver({ packed: readPackedSdk() });
  project = createProject({ CASEBOOK_URL: receiver.url, CASEBOOK_API_KEY: "k" });
  await project.follow(readSection("Install"));
  await project.follow(readSection("Node").filter((step) => "save" in step));
  await project.run("npm install esbuild rollup webpack");
});
beforeEach(() => {
  receiver.spans.length = 0;
  receiver.tables.clear();
});
afterAll(async () => {
  await receiver.close();
  project.remove();
});

/** The tables that a build left in its output are those it has sent. */
function expectTablesKept(folder: string): void {
  const kept = readdirSync(path.join(project.folder, folder, "casebook-sites"));
  expect(kept.sort()).toEqual([...receiver.tables.keys()].map((sha256) => `${sha256}.json`).sort());
}

it("captures in a bundle of esbuild that is built as the guide says, and keeps the original lines", async () => {
  const { stdout, stderr } = await project.follow(readSection("Rollup, Rolldown, esbuild, webpack, Rspack"));
  expect([stdout, stderr]).toEqual(["casebook: 2 functions in src/triage.ts\napprove\n", ""]);
  await expectSettled(receiver);
  expectTablesKept("dist");
  project.save("app.ts", failing);
  await project.run("node build.js");
  expect((await project.run("node --enable-source-maps dist/app.js")).stdout).toContain("src/triage.ts:15:23");
});

const failing = `import { triage } from "./src/triage.ts";
await triage({ text: "Too early.", days: -1 }).catch((error: Error) => console.log(error.stack));
`;

const policy = `import { workflow } from "casebook";
import { start } from "casebook/otel";

const telemetry = start({ service: "bundled" });
const settle = workflow("bundled", (type, days) => {
  if (days < 0) throw new RangeError("There is no such day.");
  return type === "refund" ? "approve" : "escalate";
});
console.log(settle("refund", 12));
try {
  settle("refund", -1);
} catch (error) {
  console.log(error.stack);
}
await telemetry.stop();
`;

const builds = {
  rollup: `import { casebook } from "casebook/build";
import { rollup } from "rollup";
const bundle = await rollup({ input: "policy.js", external: /^casebook|^@/, plugins: [casebook.rollup()] });
await bundle.write({ file: "out-rollup/policy.js", sourcemap: true });
`,
  webpack: `import { casebook } from "casebook/build";
import webpack from "webpack";
const compiler = webpack({
  mode: "production",
  target: "node",
  devtool: "source-map",
  entry: "./policy.js",
  experiments: { outputModule: true },
  externalsType: "module",
  externals: [/^casebook/],
  output: { path: import.meta.dirname + "/out-webpack", filename: "policy.js", library: { type: "module" } },
  plugins: [casebook.webpack()],
});
const end = (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
};
compiler.run((error, stats) => compiler.close(() => end(error, stats)));
`,
};

describe.each(Object.entries(builds))("%s", (name, build) => {
  it("captures before every other change, keeps lines, sends the tables and keeps a copy", async () => {
    project.save("policy.js", policy);
    project.save(`${name}.build.js`, build);
    const { stdout, stderr } = await project.run(`node ${name}.build.js`);
    expect([stdout, stderr]).toEqual(["casebook: 1 function in policy.js\n", ""]);
    expectTablesKept(`out-${name}`);
    const ran = await project.run(`node --enable-source-maps out-${name}/policy.js`);
    expect(ran.stdout).toContain("approve\n");
    expect(ran.stdout).toMatch(/policy\.js:6:2\d/);
    await expect.poll(() => receiver.spans.length).toBe(4);
    expect(readCaptured(receiver, "bundled").decisions).toEqual([
      { text: "days < 0", line: 6, value: false },
      { text: 'type === "refund"', line: 7, value: true },
    ]);
  });
});

it("captures what an earlier build with other options left alone, though webpack keeps what it compiled", async () => {
  project.save("policy.js", policy);
  const kept = builds.webpack
    .replace('mode: "production"', 'mode: "production", cache: { type: "filesystem" }')
    .replace("webpack()", 'webpack({ exclude: process.env.LEAVE ?? "none" })');
  project.save("kept.build.js", kept);
  await project.run("node kept.build.js", { LEAVE: "policy.js" });
  expect((await project.run("node kept.build.js")).stdout).toBe("casebook: 1 function in policy.js\n");
  expect((await project.run("node kept.build.js")).stdout).toBe("");
  expectTablesKept("out-webpack");
});
