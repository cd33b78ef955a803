import { startServer } from "./server";
import { expect, signIn, test } from "./test";

test("a fresh server signs a person in by the link it printed, once", async ({ browser }) => {
  const server = await startServer();
  try {
    const page = await (await browser.newContext({ storageState: undefined })).newPage();
    await signIn(page, server.signInUrl);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

    const second = await (await browser.newContext({ storageState: undefined })).newPage();
    await second.goto(server.signInUrl);
    await expect(second).toHaveURL(/\/sign-in/);
  } finally {
    await server.stop();
  }
});

test("a stranger is sent to the sign-in page", async ({ browser, server }) => {
  const page = await (await browser.newContext({ storageState: undefined })).newPage();
  await page.goto(`${server.url}/demo`);
  await expect(page).toHaveURL(/\/sign-in/);
});
