import type { Page } from "@playwright/test";
import { traceBody } from "./spans";
import { expect, test } from "./test";

const choices = ["refund", "fraud", "shipping", "other"];
const place = { project: "default" };

/** Rows of the table, without its head. */
const rows = (page: Page) => page.getByRole("table", { name: "Decisions" }).locator("tbody tr[aria-rowindex]");
const peek = (page: Page) => page.getByRole("complementary", { name: "Decision" });

async function chooseFilter(page: Page, filter: string, value: string): Promise<void> {
  await page.getByRole("search").getByRole("button", { name: filter, exact: true }).click();
  await page.getByRole("option", { name: value }).first().click();
}

/** Six complaints a minute apart; the newest is number 5. */
async function sendComplaints(send: (request: { body: object; project: string }) => Promise<void>, point: string) {
  const sent = Array.from({ length: 6 }, (_, n) =>
    traceBody({
      workflow: `${point}-workflow`,
      subject: { type: "complaint", id: `${point}-${n}` },
      judgments: [
        {
          point,
          input: { text: n === 2 ? "A zebra chewed the parcel." : `Complaint number ${n}` },
          output: choices[n % 4],
          choices,
          confidence: 0.4 + n / 10,
        },
      ],
      branch: {
        name: "route",
        arm: n % 2 === 0 ? "approve" : "escalate",
        condition: 'type === "refund"',
        value: n % 4 === 0,
      },
      startedAt: new Date(Date.now() - (10 - n) * 60_000),
    }),
  );
  for (const { body } of sent) await send({ body, ...place });
  return sent.flatMap(({ judgmentIds }) => judgmentIds);
}

test("filters narrow the list, and the address holds them", async ({ page, sendOtlp }) => {
  await sendComplaints(sendOtlp, "filtered_type");
  await page.goto("/default/decisions");
  await chooseFilter(page, "Point", "filtered_type");
  await expect(rows(page)).toHaveCount(6);
  await expect(page.getByText("6 match")).toBeVisible();

  await chooseFilter(page, "Answer", "refund");
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Confidence", exact: true }).click();
  await page.getByRole("button", { name: /^Low:/ }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/output=refund/);

  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear answer filter" }).click();
  await expect(rows(page)).toHaveCount(4);
});

test("words and subjects are found by the search box", async ({ page, sendOtlp, api }) => {
  await sendComplaints(sendOtlp, "searched_type");
  const { items } = (await api("/api/v1/judgments?point=searched_type")) as { items: { pointId: string }[] };
  await page.goto(`/default/decisions?pointId=${items[0]?.pointId}`);
  await expect(rows(page)).toHaveCount(6);
  await page.getByRole("searchbox", { name: "Search words" }).fill("zebra parcel");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("A zebra chewed the parcel.");
});

test("the peek shows the judgment beside what the code did, and leads to the timeline", async ({ page, sendOtlp }) => {
  const ids = await sendComplaints(sendOtlp, "peeked_type");
  await page.goto(`/default/decisions?q=peeked_type-4&peek=${ids[4]}`);
  await expect(peek(page)).toContainText("Complaint number 4");
  const branch = peek(page).getByRole("article", { name: "Branch route" });
  await expect(branch).toContainText('type === "refund"');
  await expect(branch).toContainText("approve");
  await peek(page).getByRole("link", { name: "route" }).click();
  await expect(page).toHaveURL(/\/default\/traces\/[0-9a-f]{32}\?step=[0-9a-f]{16}/);
});

test("the search box stays in hand while the list follows what is typed", async ({ page, sendOtlp }) => {
  await sendComplaints(sendOtlp, "typing_type");
  await page.goto("/default/decisions");
  await expect(rows(page).first()).toBeVisible();
  const words = page.getByRole("searchbox", { name: "Search words" });
  await words.click();
  await words.pressSequentially("kettle", { delay: 400 });
  await expect(words).toBeFocused();
  await expect(words).toHaveValue("kettle");
  await expect(page).toHaveURL(/q=kettle/);
});

test("selected answers are confirmed together", async ({ page, sendOtlp, api }) => {
  await sendComplaints(sendOtlp, "bulk_type");
  await page.goto("/default/decisions");
  await chooseFilter(page, "Point", "bulk_type");
  await expect(rows(page)).toHaveCount(6);
  await page.getByRole("checkbox", { name: "Select all loaded rows" }).check();
  await page.getByRole("button", { name: "Confirm the answers" }).click();
  await expect(page.getByText("6 answers confirmed as correct")).toBeVisible();
  await expect(rows(page).getByText("correct")).toHaveCount(6);
  const { items } = (await api("/api/v1/judgments?point=bulk_type&label=correct")) as { items: unknown[] };
  expect(items).toHaveLength(6);
});

test("new decisions announce themselves and move no row until they are asked for", async ({ page, sendOtlp }) => {
  await sendComplaints(sendOtlp, "arriving_type");
  await page.goto("/default/decisions");
  await chooseFilter(page, "Point", "arriving_type");
  await expect(rows(page)).toHaveCount(6);
  const first = (await rows(page).first().textContent()) ?? "";
  await sendComplaints(sendOtlp, "arriving_type");
  const announcement = page.getByRole("button", { name: "6 new" });
  await expect(announcement).toBeVisible();
  expect(await rows(page).first().textContent()).toBe(first);
  await announcement.click();
  await expect(rows(page)).toHaveCount(12);
});
