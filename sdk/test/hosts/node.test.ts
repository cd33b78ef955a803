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
  await project.run("npm install tsx typescript @types/node");
});
beforeEach(() => {
  receiver.spans.length = 0;
  receiver.tables.clear();
});
afterAll(async () => {
  await receiver.close();
  project.remove();
});

describe("a bare Node process that follows the guide", () => {
  it("captures the branch with its values, against the source as it was written", async () => {
    const { stdout, stderr } = await project.follow(readSection("Node"));
    expect([stdout, stderr]).toEqual(["approve\n", ""]);
    await expectSettled(receiver);
  });

  it.each([
    ["first", "--import casebook/loader --import tsx"],
    ["second", "--import tsx --import casebook/loader"],
  ])("captures beside tsx where the loader comes %s", async (_order, loaders) => {
    const { stdout, stderr } = await project.run(`node ${loaders} app.ts`);
    expect([stdout, stderr]).toEqual(["approve\n", ""]);
    await expectSettled(receiver);
  });

  it("shows the original source of what tsc compiled with source maps", async () => {
    const options = "--target es2023 --module nodenext --sourceMap --rewriteRelativeImportExtensions --skipLibCheck";
    await project.run(`npx tsc ${options} --outDir dist app.ts`);
    const { stdout, stderr } = await project.run("node --import casebook/loader dist/app.js");
    expect([stdout, stderr]).toEqual(["approve\n", ""]);
    await expectSettled(receiver);
  });

  it("says with NODE_DEBUG=casebook what it found", async () => {
    const { stderr } = await project.run("node --import casebook/loader app.ts", { NODE_DEBUG: "casebook" });
    expect(stderr).toMatch(/^CASEBOOK \d+: casebook: 2 functions in src\/triage\.ts\n$/);
  });
});

describe("CommonJS", () => {
  const policy = `"use audit";
function settle(type, days) {
  if (days < 0) throw new RangeError("There is no such day.");
  return type === "refund" ? "approve" : "escalate";
}
module.exports = { settle };
`;
  const app = `const { workflow } = require("casebook");
const { start } = require("casebook/otel");
const { settle } = require("./policy.js");
const telemetry = start({ service: "legacy" });
workflow("legacy", () => settle("refund", 12))();
telemetry.stop();
`;

  it.each(["--import casebook/loader", "--import casebook/loader --import tsx"])(
    "is captured with %s",
    async (loaders) => {
      project.save("legacy/package.json", '{ "type": "commonjs" }');
      project.save("legacy/policy.js", policy);
      project.save("legacy/app.js", app);
      expect((await project.run(`node ${loaders} legacy/app.js`)).stderr).toBe("");
      await expect.poll(() => receiver.tables.size).toBe(1);
      expect(readCaptured(receiver, "settle").decisions).toEqual([
        { text: "days < 0", line: 3, value: false },
        { text: 'type === "refund"', line: 4, value: true },
      ]);
    },
  );
});

describe("an error thrown in audited code", () => {
  const failing = `import { triage } from "./src/triage.ts";
try {
  await triage({ text: "Too early.", days: -1 });
} catch (error) {
  console.log((error as Error).stack?.split("\\n").slice(0, 2).join("\\n"));
}
`;

  it.each([
    ["the original line", "node --import casebook/loader", ":15:"],
    ["the original line and column with source maps", "node --enable-source-maps --import casebook/loader", ":15:23"],
    ["the original line and column under tsx", "node --import casebook/loader --import tsx", ":15:23"],
    ["the original line and column behind tsx", "node --import tsx --import casebook/loader", ":15:23"],
  ])("names %s", async (_what, command, place) => {
    project.save("failing.ts", failing);
    const { stdout } = await project.run(`${command} failing.ts`);
    expect(stdout).toContain("RangeError: There is no day -1.\n    at settle (");
    expect(stdout).toContain(`src/triage.ts${place}`);
  });
});
