import type { Page } from "@playwright/test";
import { findFixedComplaint, runTriage, unpackIntoPackage } from "./complaint-triage";
import { expect, test } from "./test";

const panel = (page: Page) => page.getByRole("region", { name: "Correction" });
const consequence = (page: Page) => page.getByRole("region", { name: "Consequence" });

async function chooseFilter(page: Page, filter: string, value: string): Promise<void> {
  await page.getByRole("search").getByRole("button", { name: filter, exact: true }).click();
  await page.getByRole("option", { name: value }).first().click();
  await expect(page.getByRole("button", { name: `Clear ${filter.toLowerCase()} filter` })).toBeVisible();
}

test("an operator corrects a judgment and takes tests home that fail on it and pass on the fix", async ({
  page,
  api,
  server,
}) => {
  // Trains both classifiers, runs the example program and four rounds of the exported tests.
  test.slow();
  const complaint = await findFixedComplaint();
  await runTriage({ server, count: complaint.position + 60 });
  await confirmRefunds(api);

  await test.step("filter Decisions to low-confidence refunds and open one", async () => {
    await page.goto("/default/decisions");
    await chooseFilter(page, "Point", "complaint_type");
    await chooseFilter(page, "Answer", "refund");
    await page.getByRole("button", { name: "Confidence", exact: true }).click();
    await page.getByRole("button", { name: /^Low:/ }).click();
    await page.getByRole("table", { name: "Decisions" }).getByText(complaint.text).click();
    await expect(page.getByRole("complementary", { name: "Decision" })).toContainText(complaint.text);
  });

  await test.step("follow the link from the judgment to the condition that read it", async () => {
    await page.getByRole("article", { name: "Branch routeComplaint" }).getByRole("link").click();
    const source = page.getByRole("region", { name: /^Source of routeComplaint/ });
    const condition = source.locator("li[data-line]").filter({ hasText: "type.confidence < confidenceFloor" });
    await expect(condition).toContainText("confidenceFloor = 0.6");
    await condition
      .getByRole("button", { name: /complaint_type/ })
      .first()
      .click();
    await expect(panel(page)).toBeVisible();
  });

  await test.step("highlight the right answer and read the consequence", async () => {
    await expect(panel(page).getByRole("radio", { name: /refund/ })).toBeChecked();
    await page.keyboard.press("3");
    await expect(panel(page).getByRole("radio", { name: /shipping/ })).toBeChecked();
    await expect(consequence(page)).toContainText("escalate_low_confidence");
    await expect(consequence(page)).toContainText("open_carrier_ticket");
    await expect(consequence(page)).toContainText('type.output === "shipping"');
    await expect(consequence(page)).toContainText("Seen before");
  });

  await test.step("commit, take back, commit again", async () => {
    await page.keyboard.press("Enter");
    await expect(panel(page)).toContainText("corrected to shipping");
    await page.keyboard.press("u");
    await expect(panel(page)).toContainText("Nobody has labelled this yet.");
    await page.keyboard.press("Enter");
    await expect(panel(page).getByText("corrected to shipping")).toHaveCount(2);
  });

  const download = await test.step("export the suite", async () => {
    await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Suites" }).click();
    await page.getByRole("link", { name: /complaint_type/ }).click();
    await page.getByRole("button", { name: "Export" }).click();
    await expect(page.getByRole("region", { name: "Preview" })).toContainText("Regression tests exported by Casebook");
    const started = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    return started;
  });

  const team = unpackIntoPackage(await download.path());
  const corrected = team.cases.find((one) => one.input.text === complaint.text);
  expect(corrected).toMatchObject({ expected: complaint.truth, expectedArm: "open_carrier_ticket" });

  await test.step("the judgment test fails with classifier version 1 and passes with version 2", async () => {
    const judged = async (classifier: 1 | 2) =>
      (await team.runTests({ classifier })).find((one) => one.group === "judges" && one.caseId === corrected?.id);
    expect(await judged(1)).toMatchObject({ isPassed: false });
    expect(await judged(2)).toMatchObject({ isPassed: true });
  });

  await test.step("14 instead of 30 days fails exactly the execution tests it affects", async () => {
    const failing = async () =>
      (await team.runTests({ classifier: 2 }))
        .filter((one) => one.group === "executes" && !one.isPassed)
        .map((one) => one.caseId)
        .sort();
    expect(await failing()).toEqual([]);
    const before = await team.callPolicy();
    team.editPolicy((source) => source.replace("refundDays = 30", "refundDays = 14"));
    const after = await team.callPolicy();
    const affected = Object.keys(before)
      .filter((id) => before[id] !== after[id])
      .sort();
    expect(affected.length).toBeGreaterThan(0);
    expect(affected.length).toBeLessThan(team.cases.length);
    expect(await failing()).toEqual(affected);
  });
  team.remove();
});

/** What other operators did before: confirmed refunds that were approved, some of them after more than 14 days. */
async function confirmRefunds(api: (path: string, init?: { method?: string; body?: object }) => Promise<unknown>) {
  const query = "point=complaint_type&output=refund&arm=approve_refund&limit=20";
  const { items } = (await api(`/api/v1/judgments?${query}`)) as { items: { id: string }[] };
  expect(items.length).toBeGreaterThan(5);
  for (const { id } of items) {
    await api(`/api/v1/judgments/${id}/labels`, { method: "POST", body: { verdict: "correct" } });
  }
}
