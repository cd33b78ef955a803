import type { Locator, Page } from "@playwright/test";
import { runEquipmentOrders } from "./examples";
import { expect, test } from "./test";

/**
 * Orders of the example's seeded stream. The first names a machine that was replaced by one that is not rented, its
 * facility has no code for it, and the type's default is what is left; the second falls through the whole chain.
 */
const orders = { typeDefault: "EO-10005", askSupplier: "EO-10103" };

type Api = (path: string) => Promise<unknown>;

async function openTimeline(page: Page, api: Api, order: string): Promise<void> {
  const { items } = (await api(`/api/v1/traces?subject=order:${order}`)) as { items: { traceId: string }[] };
  expect(items.length).toBeGreaterThan(0);
  await page.goto(`/default/traces/${items[0]?.traceId}`);
}

const card = (page: Page, name: string) => page.getByRole("article", { name, exact: true });
const sourceOf = (page: Page, name: string) =>
  page.getByRole("region", { name: new RegExp(`^Source of ${name}, .*src/policy.ts$`) });

/** The line of a listing that holds some code; calls that stand open inside the listing have lines of their own. */
const line = (source: Locator, code: string) =>
  source
    .locator("li[data-line]")
    .filter({ has: source.page().locator("code", { hasText: code }) })
    .first();

test("the Timeline shows the line, the value and the judgment that chose an order's SKU", async ({
  page,
  server,
  api,
}) => {
  expect(await runEquipmentOrders(server, { orders: 6 })).toMatch(
    new RegExp(`${orders.typeDefault}  rental NEB-STD-R \\(type_default\\)`),
  );
  await openTimeline(page, api, orders.typeDefault);
  await expect(card(page, "Branch decideSku").getByText("took type_default")).toBeVisible();
  const source = sourceOf(page, "decideSku");

  await test.step("the scripted machine was replaced, and its successor is not rented", async () => {
    const scripted = line(source, "if (scripted !== null) return");
    await expect(scripted).toContainText("false");
    await expect(scripted).toContainText("scripted = null");
    await expect(scripted.getByRole("button", { name: "from scripted_machine" })).toBeVisible();
    const called = sourceOf(page, "scriptedCode");
    await expect(called).toBeVisible();
    await expect(line(called, "while (machine?.replacedBy)").getByRole("group", { name: /^Turn of / })).toContainText(
      "of 1",
    );
    await expect(line(called, "return machine?.codes[acquisition] ?? null")).toContainText("null");
  });

  await test.step("the facility has no code for the type", async () => {
    const agreed = line(source, "if (agreed) return");
    await expect(agreed).toContainText("false");
    await expect(agreed).toContainText("undefined");
    await expect(agreed.getByRole("button", { name: "from machine_type" })).toBeVisible();
  });

  await test.step("the type's default is the SKU", async () => {
    const chosen = line(source, "return standard ?");
    await expect(chosen).toBeVisible();
    await expect(chosen).toHaveAttribute("data-run", "ran");
    await expect(chosen).toContainText("NEB-STD-R");
    await expect(chosen).toContainText("type_default");
    await chosen.getByRole("button", { name: "from machine_type" }).first().click();
    await expect(page).toHaveURL(/step=/);
    await expect(page.getByRole("complementary", { name: "Correct machine_type" })).toBeVisible();
  });
});

test("an order that falls through the whole chain is read line by line", async ({ page, server, api }) => {
  expect(await runEquipmentOrders(server, { orders: 103 })).toMatch(
    new RegExp(`${orders.askSupplier}  purchase null \\(ask_supplier\\)`),
  );
  await openTimeline(page, api, orders.askSupplier);
  await expect(card(page, "Branch decideSku").getByText("took ask_supplier")).toBeVisible();
  const source = sourceOf(page, "decideSku");
  const ran = await source.locator("> ol > li[data-run='ran']").allInnerTexts();
  const decided = ran.flatMap((text) => /(?:if \(\S+|const agreed|const standard|return standard)/.exec(text) ?? []);
  expect(decided).toEqual(["if (scripted", "const agreed", "if (agreed)", "const standard", "return standard"]);
  await expect(line(sourceOf(page, "scriptedCode"), 'if (name === "none") return null')).toContainText("true");
  for (const code of ["if (agreed) return", "return standard ?"]) {
    await expect(line(source, code)).toContainText("undefined");
    await expect(line(source, code).getByRole("button", { name: "from machine_type" }).first()).toBeVisible();
  }
  await expect(line(source, "return standard ?")).toContainText("ask_supplier");
});

test("the turns of a loop are walked one by one", async ({ page, server, api }) => {
  await runEquipmentOrders(server, { orders: 41 });
  await openTimeline(page, api, "EO-10041");
  const called = sourceOf(page, "scriptedCode");
  const loop = line(called, "while (machine?.replacedBy)");
  const turns = loop.getByRole("group", { name: /^Turn of / });
  await expect(turns).toContainText("1 of 2");
  await expect(loop).toContainText("AeroFlow 10");
  await turns.getByRole("button", { name: /^Later/ }).click();
  await expect(turns).toContainText("2 of 2");
  await expect(loop).toContainText("AeroFlow 5");
});
