import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { startServer } from "./server";
import { traceBody } from "./spans";
import { expect, signIn, test } from "./test";

const looks = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 1440, height: 900, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
] as const;

async function expectNoViolation(page: Page, where: string): Promise<void> {
  // Colours are judged as they end up, not on their way there.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join("\n")}`);
  expect(found, where).toEqual([]);
}

for (const { width, height, colorScheme } of looks) {
  const look = `${width} wide, ${colorScheme}`;

  test(`axe finds nothing on any screen, ${look}`, async ({ page, sendOtlp, api, captured }) => {
    const { body, traceId, judgmentIds } = traceBody({
      workflow: "accessible",
      subject: { type: "complaint", id: "A-1" },
      judgments: [
        {
          point: "accessible_type",
          input: { text: "It broke." },
          output: "refund",
          choices: ["refund", "other"],
          confidence: 0.55,
        },
      ],
      branch: { name: "route", arm: "approve", condition: 'type === "refund"', value: true },
      captured: { name: "without_source", arm: "approve" },
    });
    await sendOtlp({ body });
    await api(`/api/v1/judgments/${judgmentIds[0]}/labels`, { method: "POST", body: { verdict: "correct" } });
    const { pointId } = (await api(`/api/v1/judgments/${judgmentIds[0]}`)) as { pointId: string };
    const { items } = (await api("/api/v1/suites")) as { items: { id: string }[] };

    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const screens = [
      "",
      "/decisions",
      `/decisions?peek=${judgmentIds[0]}`,
      "/decisions?q=nothingmatchesthis",
      `/traces/${traceId}`,
      `/traces/${captured.traceId}`,
      `/points/${pointId}`,
      `/points/${captured.pointId}`,
      "/suites",
      `/suites/${items[0]?.id}`,
      "/settings",
      "/traces/nowhere",
    ];
    for (const screen of screens) {
      await page.goto(`/default${screen}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle");
      await expectNoViolation(page, `${screen} ${look}`);
    }
    for (const [keys, dialog] of [
      ["?", "Keyboard shortcuts"],
      ["Control+k", "Commands"],
    ] as const) {
      await page.keyboard.press(keys);
      await expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
      await expectNoViolation(page, `${dialog} ${look}`);
      await page.keyboard.press("Escape");
    }
  });
}

test("axe finds nothing while a project is empty and on the sign-in page", async ({ browser }) => {
  const server = await startServer();
  try {
    for (const { width, height, colorScheme } of looks) {
      const context = await browser.newContext({ storageState: undefined, viewport: { width, height }, colorScheme });
      const page = await context.newPage();
      await page.goto(`${server.url}/sign-in`);
      await expectNoViolation(page, `sign-in ${width} ${colorScheme}`);
      await context.close();
    }
    const page = await (await browser.newContext({ storageState: undefined })).newPage();
    await signIn(page, server.signInUrl);
    for (const { width, height, colorScheme } of looks) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.getByText("Send the first decision")).toBeVisible();
      await expectNoViolation(page, `first trace ${width} ${colorScheme}`);
    }
  } finally {
    await server.stop();
  }
});
