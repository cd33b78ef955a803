import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { runTriage } from "./complaint-triage";
import { nodeFlags, type TestServer } from "./server";
import { expect, test } from "./test";

const root = path.resolve(import.meta.dirname, "..");
const commit = "5f0c1a7d9e3b4c6a8f2d1e0b9c8a7f6e5d4c3b2a";

type Item = { id: string; traceId: string; output: string; branches: { arm: string }[] };

/** The team's own process: runs open corrections through the example's real code and posts what came of them. */
async function replayCorrections(server: TestServer, traceId: string): Promise<string> {
  const cli = path.join(root, "sdk/bin/casebook.mjs");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...nodeFlags, cli, "replay", "--corrections", "--trace", traceId, "--commit", commit],
    {
      cwd: path.join(root, "examples/complaint-triage"),
      env: { ...process.env, CASEBOOK_URL: server.url, CASEBOOK_API_KEY: server.apiKey },
    },
  );
  return stdout;
}

const replayed = (page: Page) => page.getByRole("region", { name: "Replayed" });

test("a correction is run through the team's own code, and the panel says at which commit", async ({
  page,
  server,
  api,
}) => {
  await runTriage({ server, count: 60 });
  const query = "point=complaint_type&output=refund&arm=escalate_refund&limit=1";
  const { items } = (await api(`/api/v1/judgments?${query}`)) as { items: Item[] };
  const [judgment] = items;
  if (!judgment) throw new Error("The example escalated no refund.");
  await api(`/api/v1/judgments/${judgment.id}/labels`, {
    method: "POST",
    body: { verdict: "incorrect", expected: "fraud" },
  });

  const said = await replayCorrections(server, judgment.traceId);
  expect(said).toContain("flag_for_review");

  await page.goto(`/default/decisions?peek=${judgment.id}`);
  const answers = page.getByRole("region", { name: "Correction" });
  await answers.getByRole("radio", { name: /fraud/ }).click();
  await expect(replayed(page)).toContainText(`Replayed at commit ${commit.slice(0, 7)}`);
  await expect(replayed(page)).toContainText("escalate_refund");
  await expect(replayed(page)).toContainText("flag_for_review");

  await answers.getByRole("radio", { name: /shipping/ }).click();
  await expect(page.getByRole("region", { name: "Consequence" })).toContainText("open_carrier_ticket");
  await expect(replayed(page)).toHaveCount(0);
});
