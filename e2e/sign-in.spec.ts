import { startServer } from "./server";
import { expect, test } from "./test";

test.use({ storageState: { cookies: [], origins: [] } });

test("a one-time link signs in once; the session outlives it and ends with signing out", async ({ page }) => {
  const server = await startServer();
  try {
    await page.goto(server.url);
    await expect(page.getByRole("heading", { name: "Sign in with a link" })).toBeVisible();

    const preview = await page.request.get(server.signInUrl);
    expect(preview.status()).toBe(200);

    await page.goto(server.signInUrl);
    await expect(page).toHaveURL(`${server.url}/default`);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });

    await page.goto(server.url);
    await expect(page).toHaveURL(`${server.url}/default`);
    await page.request.post(`${server.url}/sign-out`);
    await page.goto(`${server.url}/default`);
    await expect(page).toHaveURL(`${server.url}/sign-in`);

    await page.goto(server.signInUrl);
    await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  } finally {
    await server.stop();
  }
});

test("strangers get nothing: an unknown host, another site's write, a request without a session", async ({
  server,
  request,
}) => {
  const foreignHost = await request.get(server.url, { headers: { host: "rebound.example.org" } });
  expect(foreignHost.status()).toBe(403);
  const foreignWrite = await request.post(`${server.url}/sign-out`, {
    headers: { origin: "https://evil.example.org" },
  });
  expect(foreignWrite.status()).toBe(403);
  const anonymous = await request.get(`${server.url}/api/v1/judgments`);
  expect(anonymous.status()).toBe(401);
});
