import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPackedSdk } from "../packed";
import { type Receiver, startReceiver } from "../receiver";
import { expectSettled } from "./captured";
import { isInstall, readSection } from "./guide";
import { createProject, type Project } from "./project";

let receiver: Receiver;
let project: Project;
const steps = readSection("Next.js");
const [build = "", start = ""] = steps
  .flatMap((step) => ("run" in step && !isInstall(step) ? [step.run] : []))
  .join("")
  .trim()
  .split("\n");

beforeAll(async () => {
  receiver = await startReceiver({ packed: readPackedSdk() });
  project = createProject({ CASEBOOK_URL: receiver.url, CASEBOOK_API_KEY: "k" });
  await project.follow(readSection("Install"));
  await project.follow(steps.filter((step) => "save" in step || isInstall(step)));
});
afterAll(async () => {
  await receiver.close();
  project.remove();
});

describe("a Next.js route that follows the guide", () => {
  it("captures with Turbopack, and the build sends the source and keeps a copy", () => expectRouteCaptured(build));

  it("captures with webpack", () => expectRouteCaptured(`${build} --webpack`));
});

async function expectRouteCaptured(command: string): Promise<void> {
  receiver.spans.length = 0;
  receiver.tables.clear();
  const built = await project.run(command);
  expect(built.stdout + built.stderr).toContain("casebook: 2 functions in src/triage.ts");
  const kept = readdirSync(path.join(project.folder, ".next/cache/casebook-sites"));
  expect(kept).toEqual([...receiver.tables.keys()].map((sha256) => `${sha256}.json`));
  const server = await project.serve(start);
  try {
    const body = JSON.stringify({ text: "The kettle arrived broken. I want my money back.", days: 12 });
    const response = await fetch(`${server.url}/triage`, { method: "POST", body });
    expect(await response.json()).toEqual({ outcome: "approve" });
    await expectSettled(receiver);
  } finally {
    expect((await server.stop()).stderr).not.toContain("casebook");
  }
}
