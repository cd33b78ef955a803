import { startServer } from "./server";
import { expect, signIn, test } from "./test";

test.use({ storageState: { cookies: [], origins: [] } });

test("the first start ends signed in on an Overview of real decisions", async ({ page }) => {
  const server = await startServer({ CASEBOOK_DEMO: "1" });
  try {
    expect(server.output()).toMatch(/Demo: \d+ of \d+ decisions[\s\S]*Demo: done[\s\S]*Sign in: /);
    await signIn(page, server.signInUrl);
    await expect(page).toHaveURL(`${server.url}/demo`);
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    for (const point of ["complaint_type", "item_condition", "machine_type", "scripted_machine"]) {
      await expect(page.getByRole("link", { name: point }).first()).toBeVisible();
    }
  } finally {
    await server.stop();
  }
});
