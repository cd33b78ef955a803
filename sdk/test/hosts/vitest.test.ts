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

describe("a Vitest run that follows the guide", () => {
  it("captures what its tests run", async () => {
    const { stdout } = await project.follow(readSection("Vitest"));
    expect(stdout).toContain("casebook: 2 functions in src/triage.ts");
    expect(stdout).toContain("1 passed");
    await expectSettled(receiver);
  });

  it("captures what an earlier run with other options left alone, though Vitest keeps what it compiled", async () => {
    const step = readSection("Vitest").find((one) => "save" in one && one.save === "vitest.config.ts");
    const config = step && "text" in step ? step.text : "";
    project.save("vitest.config.ts", config.replace("vite()", 'vite({ exclude: process.env.LEAVE ?? "none" })'));
    receiver.spans.length = 0;
    await project.run("npx vitest run src/triage.test.ts", { LEAVE: "src/triage.ts" });
    expect(receiver.spans.map(({ attributes }) => attributes["casebook.kind"])).not.toContain("branch");
    const { stdout } = await project.run("npx vitest run src/triage.test.ts");
    expect(stdout).toContain("casebook: 2 functions in src/triage.ts");
    await expectSettled(receiver);
  });

  it("names the original line of an error that audited code throws", async () => {
    project.save("src/refused.test.ts", refusal);
    const { stdout, stderr } = await project.run("npx vitest run src/refused.test.ts || true");
    expect(stdout + stderr).toContain("src/triage.ts:15:23");
  });
});

const refusal = `import { it } from "vitest";
import { triage } from "./triage";

it("lets the error through", () => triage({ text: "Too early.", days: -1 }));
`;
