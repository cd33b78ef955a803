import type { Page } from "@playwright/test";
import { traceBody } from "./spans";
import { expect, test } from "./test";

const panel = (page: Page) => page.getByRole("region", { name: "Correction" });

type Judged = { point: string; output: unknown; choices?: string[] };

/** Sends one execution with one judgment and opens it in the peek. */
async function openDecision(
  page: Page,
  send: (request: { body: object }) => Promise<void>,
  { point, output, choices }: Judged,
): Promise<string> {
  const { body, judgmentIds } = traceBody({
    workflow: `${point}-workflow`,
    judgments: [{ point, input: { text: `About ${point}` }, output, ...(choices && { choices }), confidence: 0.8 }],
  });
  await send({ body });
  const id = judgmentIds[0] ?? "";
  await page.goto(`/default/decisions?peek=${id}`);
  await expect(panel(page)).toBeVisible();
  return id;
}

test("a structured answer is corrected field by field", async ({ page, sendOtlp, api }) => {
  const id = await openDecision(page, sendOtlp, { point: "fields_point", output: { sku: "E1390", days: 3 } });
  await panel(page).getByLabel("days").fill("14");
  await expect(panel(page)).toContainText("model: 3");
  await panel(page)
    .getByRole("button", { name: /Correct to/ })
    .click();
  await expect(panel(page)).toContainText("corrected to");
  const { items } = (await api(`/api/v1/judgments/${id}/labels`)) as { items: { expected: unknown }[] };
  expect(items.map(({ expected }) => expected)).toEqual([{ sku: "E1390", days: 14 }]);
});

test("past nine answers, typing finds one", async ({ page, sendOtlp }) => {
  const choices = Array.from({ length: 14 }, (_, index) => `answer ${String.fromCharCode(97 + index)}`);
  await openDecision(page, sendOtlp, { point: "many_point", output: "answer a", choices });
  await panel(page).getByLabel("Filter answers").fill("r m");
  await expect(panel(page).getByRole("radio")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(panel(page)).toContainText("corrected to answer m");
});

test("people who disagree make a dispute, and a note stays with its label", async ({ page, sendOtlp, api }) => {
  const choices = ["refund", "other"];
  const id = await openDecision(page, sendOtlp, { point: "disputed_point", output: "refund", choices });
  await panel(page).getByRole("button", { name: /Note/ }).click();
  await panel(page).getByLabel("Note").fill("It says refund twice.");
  await page.keyboard.press("Control+Enter");
  await expect(panel(page).getByRole("region", { name: "Label history" })).toContainText("It says refund twice.");
  await api(`/api/v1/judgments/${id}/labels`, { method: "POST", body: { verdict: "incorrect", expected: "other" } });
  await page.reload();
  await expect(panel(page)).toContainText("people disagree");
});

test("what could not be saved is said, and nothing entered is lost", async ({ page, sendOtlp, context }) => {
  const choices = ["refund", "other"];
  await openDecision(page, sendOtlp, { point: "offline_point", output: "refund", choices });
  await expect(panel(page)).toContainText("no recorded branch reads this judgment");
  await context.setOffline(true);
  await panel(page).getByRole("radio", { name: /other/ }).click();
  await panel(page)
    .getByRole("button", { name: /Correct to other/ })
    .click();
  await expect(page.getByText(/Not saved/)).toBeVisible();
  await expect(panel(page)).toContainText("Nobody has labelled this yet.");
  await expect(panel(page).getByRole("radio", { name: /other/ })).toBeChecked();
  await context.setOffline(false);
  await panel(page)
    .getByRole("button", { name: /Correct to other/ })
    .click();
  await expect(panel(page)).toContainText("corrected to other");
});
