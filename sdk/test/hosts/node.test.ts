import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPackedSdk } from "../packed";
import { type Receiver, startReceiver } from "../receiver";
import { expectSettled } from "./captured";
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
    await expectSettled(receiver);
  });
});
