import { runTriage } from "./complaint-triage";
import { startServer } from "./server";
import { expect, signIn, test } from "./test";

type Item = { pointId: string; branches: { arm: string }[] };

test("a decision point shows which lines of the policy its answers led into, and which none ran", async ({
  browser,
}) => {
  // Counts what all runs did: nobody else's may be among them.
  const server = await startServer();
  try {
    await runTriage({ server, count: 40 });
    const response = await fetch(`${server.url}/api/v1/judgments?point=complaint_type&limit=200`, {
      headers: { authorization: `Bearer ${server.apiKey}` },
    });
    const { items } = (await response.json()) as { items: Item[] };
    const counts = new Map<string, number>();
    for (const { arm } of items.flatMap(({ branches }) => branches)) counts.set(arm, (counts.get(arm) ?? 0) + 1);
    const took = (arm: string) => counts.get(arm) ?? 0;
    expect(took("hand_to_human")).toBeGreaterThan(0);

    const page = await (await browser.newContext({ storageState: undefined })).newPage();
    await signIn(page, server.signInUrl);
    await page.goto(`${server.url}/default/points/${items[0]?.pointId}`);
    const map = page.getByRole("article", { name: "Map of routeComplaint" });
    await expect(map).toContainText("entered by 40 runs");
    const line = (code: string) => map.locator("li[data-line]").filter({ hasText: code });
    await expect(line("export function routeComplaint")).toContainText("100 %");
    const refunds = took("approve_refund") + took("escalate_refund");
    const others = 40 - took("escalate_low_confidence") - refunds;
    await expect(line('if (type.output === "refund")')).toContainText(
      new RegExp(`true\\s+${refunds}\\s[\\s\\S]*false\\s+${others}\\s`),
      { useInnerText: true },
    );
    for (const arm of ["approve_refund", "escalate_refund", "flag_for_review", "hand_to_human"]) {
      const isNever = took(arm) === 0;
      await expect(line(`return "${arm}"`).filter({ hasText: "never" })).toHaveCount(isNever ? 1 : 0);
    }
    await line('return "hand_to_human"')
      .getByRole("link", { name: /that led to hand_to_human/ })
      .click();
    await expect(page).toHaveURL(/arm=hand_to_human/);
    await expect(page.getByText(`${took("hand_to_human")} match`)).toBeVisible();
  } finally {
    await server.stop();
  }
});
