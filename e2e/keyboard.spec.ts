import type { Page } from "@playwright/test";
import { traceBody } from "./spans";
import { expect, test } from "./test";

const peek = (page: Page) => page.getByRole("complementary", { name: "Decision" });
const activeRow = (page: Page) => page.locator("tr[data-active]");

async function pressInTurn(page: Page, keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Waits until the screen answers to keys: its commands are registered once its scripts run. */
async function waitForKeys(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("every screen is reached and left by keyboard alone", async ({ page, sendOtlp }) => {
  for (const number of [1, 2, 3]) {
    const { body } = traceBody({
      workflow: "keyboard",
      judgments: [
        {
          point: "keyboard_type",
          input: { text: `keystroke number ${number}` },
          output: "refund",
          choices: ["refund", "other"],
        },
      ],
      startedAt: new Date(Date.now() - number * 60_000),
    });
    await sendOtlp({ body });
  }
  await page.goto("/default");
  await waitForKeys(page);

  await pressInTurn(page, ["g", "d"]);
  await expect(page.getByRole("heading", { level: 1, name: "Decisions" })).toBeVisible();
  await expect(page).toHaveURL(/\/decisions$/);
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox", { name: "Search words" })).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("keystroke");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/q=keystroke/);
  await expect(page.getByText("3 match")).toBeVisible();

  await page.keyboard.press("j");
  await expect(activeRow(page)).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(peek(page)).toBeVisible();
  const first = page.url();
  await page.keyboard.press("j");
  await expect(page).not.toHaveURL(first);
  await page.keyboard.press("k");
  await expect(page).toHaveURL(first);
  await page.keyboard.press("Escape");
  await expect(peek(page)).toHaveCount(0);
  await page.keyboard.press("x");
  await expect(page.getByRole("region", { name: "Selected decisions" })).toContainText("1 selected");

  await page.keyboard.press("t");
  await expect(page).toHaveURL(/\/traces\//);
  await pressInTurn(page, ["g", "s"]);
  await expect(page).toHaveURL(/\/suites$/);
  await pressInTurn(page, ["g", ","]);
  await expect(page).toHaveURL(/\/settings$/);

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Commands" }).getByRole("combobox")).toBeFocused();
  await page.keyboard.type("overview");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/default$/);
});

test("a branch's source is read by keyboard: its conditions, its loops, the judgments behind them", async ({
  page,
  captured,
}) => {
  await page.goto(`/default/traces/${captured.traceId}`);
  await waitForKeys(page);
  const source = page.getByRole("region", { name: /^Source of decideSku/ });
  await source.focus();
  await page.keyboard.press("j");
  const stop = source.locator("[data-stop]:focus");
  await expect(stop).toHaveCount(1);
  const loop = source.locator("li[data-line]").filter({ hasText: "while (machine?.replacedBy)" });
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(loop).toBeFocused({ timeout: 500 });
  }).toPass();
  const turns = loop.getByRole("group", { name: /^Turn of / });
  await expect(turns).toContainText("1 of 2");
  await page.keyboard.press("]");
  await expect(turns).toContainText("2 of 2");
  await page.keyboard.press("[");
  await expect(turns).toContainText("1 of 2");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: "Correct scripted_machine" })).toBeVisible();
});

test("the first Tab offers to skip the navigation", async ({ page }) => {
  await page.goto("/default");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});

test("on a narrow screen the navigation opens and closes as a sheet", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/default/decisions");
  await page.getByRole("button", { name: "Open navigation" }).press("Enter");
  const sheet = page.getByRole("dialog", { name: "Navigation" });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});
