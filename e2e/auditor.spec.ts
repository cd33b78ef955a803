import type { Locator, Page } from "@playwright/test";
import { runEquipmentOrders } from "./examples";
import { expect, test } from "./test";

/** An order of the example's seeded stream: oxygen on Medicare, which its policy never buys. */
const order = "EO-10019";

const card = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

const lineOf = (source: Locator, code: string) => source.locator("li[data-line]").filter({ hasText: code });

/** Types a subject's id into the palette and goes to the newest execution about it. */
async function openSubject(page: Page, id: string): Promise<void> {
  await page.getByRole("button", { name: /^Commands/ }).click();
  await page.getByPlaceholder(/subject's id/).fill(id);
  const found = page.getByRole("option", { name: new RegExp(`order ${id}`) });
  await found.first().click();
}

test("an auditor finds an order by its id and reads why it was a rental", async ({ page, server }) => {
  const said = await runEquipmentOrders(server, { orders: 30 });
  expect(said).toMatch(new RegExp(`${order}  rental`));

  await page.goto("/default");
  await openSubject(page, order);
  await expect(page.getByRole("heading", { level: 1, name: `order ${order}` })).toBeVisible();
  await expect(page.getByText("complete", { exact: true })).toBeVisible();

  const branch = card(page, "Branch decideAcquisition");
  const source = branch.getByRole("region", { name: /^Source of decideAcquisition/ });
  await expect(lineOf(source, 'if (payer === "medicare")')).toContainText("true");
  await expect(lineOf(source, 'if (payer === "medicare")')).toContainText('payer = "medicare"');
  await expect(lineOf(source, 'if (payer === "medicare")').getByRole("button")).toHaveCount(0);
  await expect(branch).toContainText("Where no judgment is named, none was found behind the values");
  const isOxygen = lineOf(source, 'if (type.output === "oxygen_concentrator")');
  await expect(isOxygen).toContainText("true");
  await expect(isOxygen).toContainText('type.output = "oxygen_concentrator"');
  await expect(isOxygen.getByRole("button", { name: "from machine_type" })).toBeVisible();
  await expect(lineOf(source, "return months <= 13")).toHaveAttribute("data-run", "not-run");
  await expect(branch.getByText("took rental")).toBeVisible();

  await test.step("the same as a list of conditions", async () => {
    const conditions = branch.getByRole("list", { name: "Conditions in the order they ran" }).locator("> li");
    // They are spelled out once the source has arrived, which may be a moment after the trace.
    await expect(async () => {
      await page.reload();
      await branch.getByRole("button", { name: "Conditions" }).click();
      await expect(conditions).toHaveCount(2, { timeout: 2_000 });
    }).toPass();
    await expect(conditions.nth(0)).toContainText("no judgment found behind these values");
    await expect(conditions.nth(1).getByRole("button", { name: "from machine_type" })).toBeVisible();
  });

  const effect = card(page, "Action place_rental_order");
  await expect(effect.getByText("effect", { exact: true })).toBeVisible();
  await expect(effect).toContainText(order);

  for (const panel of await page.getByRole("article").all()) await expect(panel).not.toContainText(/[{[]\s*"/);
});

test("the line from a condition leads to its judgment and back", async ({ page, server, api }) => {
  await runEquipmentOrders(server, { orders: 30 });
  const { items } = (await api(`/api/v1/traces?subject=order:${order}`)) as { items: { traceId: string }[] };
  await page.goto(`/default/traces/${items[0]?.traceId}`);

  const judgment = card(page, "Judgment machine_type");
  await expect(judgment).toContainText("oxygen_concentrator");
  const chip = card(page, "Branch decideAcquisition").getByRole("button", { name: "from machine_type" }).first();
  await chip.hover();
  const line = page.locator("svg g").filter({ has: page.locator("path[data-line]") });
  await expect(line.locator("path[stroke-width='2.25']")).not.toHaveCount(0);

  await chip.click();
  await expect(page).toHaveURL(/step=/);
  await expect(judgment.getByRole("button", { name: "machine_type" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("complementary", { name: "Correct machine_type" })).toBeVisible();
});

test("a trace of ten thousand steps opens folded, scrolls, and is walked by keyboard", async ({ page, sendOtlp }) => {
  const { traceId, bodies } = longTrace();
  for (const body of bodies) await sendOtlp({ body });
  // A trace this long is derived when the writer has time for it, so its last steps come a moment later.
  await expect(async () => {
    await page.goto(`/default/traces/${traceId}`);
    await expect(page.getByText("10,002", { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(card(page, "Judgment long_type").first()).toBeVisible();
  expect(await page.getByRole("article").count()).toBeLessThan(60);
  await expect(page.getByRole("button", { name: /^long batch 2/ })).toHaveCount(0);

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/step=/);
  await page.getByRole("link", { name: "Waterfall" }).click();
  await expect(page.getByRole("region", { name: "Waterfall" }).getByRole("listitem").first()).toBeVisible();
  expect(await page.getByRole("listitem").count()).toBeLessThan(150);
});

/** Two executions of five thousand judgments each, in requests of a size senders use. */
function longTrace(): { traceId: string; bodies: object[] } {
  const traceId = "10".repeat(16);
  const startNs = BigInt(Date.now()) * 1_000_000n;
  const hex = (value: number) => value.toString(16).padStart(16, "0");
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const span = (id: number, parent: number | undefined, atMs: number, kind: string, name: string) => ({
    traceId,
    spanId: hex(id),
    ...(parent !== undefined && { parentSpanId: hex(parent) }),
    name,
    kind: 1,
    startTimeUnixNano: String(startNs + BigInt(atMs) * 1_000_000n),
    endTimeUnixNano: String(startNs + BigInt(atMs + 1) * 1_000_000n),
    attributes: [
      text("casebook.kind", kind),
      text("casebook.name", name),
      ...(kind === "judgment" ? [text("casebook.output", '"refund"'), text("casebook.input", '"Where is it?"')] : []),
    ],
  });
  const spans = [1, 2].flatMap((batch) => {
    const root = batch * 100_000;
    const made = Array.from({ length: 5_000 }, (_, index) =>
      span(root + index + 1, root, batch * 10_000 + index + 1, "judgment", "long_type"),
    );
    return [span(root, undefined, batch * 10_000, "workflow", `long batch ${batch}`), ...made];
  });
  const bodies: object[] = [];
  for (let at = 0; at < spans.length; at += 2_000) {
    bodies.push({ resourceSpans: [{ scopeSpans: [{ spans: spans.slice(at, at + 2_000) }] }] });
  }
  return { traceId, bodies };
}
