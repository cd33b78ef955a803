import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPackedSdk } from "../packed";
import { type Receiver, startReceiver } from "../receiver";
import { readCaptured } from "./captured";
import { readSection } from "./guide";
import { createProject, type Project } from "./project";

let receiver: Receiver;
let project: Project;

beforeAll(async () => {
  receiver = await startReceiver({ packed: readPackedSdk() });
  project = createProject({ CASEBOOK_URL: receiver.url, CASEBOOK_API_KEY: "k" });
  await project.follow(readSection("Install"));
});
afterAll(async () => {
  await receiver.close();
  project.remove();
});

describe("a bare Node process that follows the guide", () => {
  it("captures the branch with its values, against the source as it was written", async () => {
    const { stdout, stderr } = await project.follow(readSection("Node"));
    expect([stdout, stderr]).toEqual(["approve\n", ""]);
    const { table, decisions, arm, outcome } = readCaptured(receiver, "settle");
    expect([arm, outcome]).toEqual(["approve", "approve"]);
    expect(table.file).toBe("src/triage.ts");
    expect(decisions).toEqual([
      { text: "days < 0", line: 15, value: false },
      { text: 'type === "refund" && days <= 30', line: 16, value: true },
    ]);
  });
});
