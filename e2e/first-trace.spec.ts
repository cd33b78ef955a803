import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { startServer } from "./server";
import { expect, signIn, test } from "./test";

/** Where this repository's packages resolve, as they would after the install paste. */
const packages = path.resolve(import.meta.dirname, "../node_modules");

async function readPaste(page: Page, number: number): Promise<string> {
  const paste = page.getByRole("tabpanel").getByRole("region", { name: `paste ${number}` });
  return (await paste.textContent()) ?? "";
}

/** Does what a person does with the pastes: sets the variables of the first, saves the last, and runs it. */
async function runPastes({ environment, program }: { environment: string; program: string }): Promise<void> {
  const folder = mkdtempSync(path.join(packages, ".first-trace-"));
  try {
    writeFileSync(path.join(folder, "triage.mjs"), program);
    const env = { PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`, NODE_ENV: "production" as const };
    await promisify(execFile)("sh", ["-ec", `${environment}\nnode triage.mjs`], { cwd: folder, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const packagesOf = (program: string) =>
  [...program.matchAll(/from "(@[^/"]+\/[^/"]+|[^/"@]+)/g)].map(([, name]) => name ?? "");

for (const way of ["OpenTelemetry JS", "Casebook SDK"]) {
  test(`an empty project turns to its first decision after three pastes of ${way}`, async ({ browser }) => {
    const server = await startServer();
    try {
      const page = await (await browser.newContext({ storageState: undefined })).newPage();
      await signIn(page, server.signInUrl);
      await expect(page.getByRole("status").filter({ hasText: "Waiting for your first trace" })).toBeVisible();
      await page.getByRole("button", { name: "Create a key" }).click();
      await expect(page.getByTestId("key")).toHaveText(/^cb_/);
      await page.getByRole("tab", { name: way }).click();

      const [environment, install, program] = [
        await readPaste(page, 1),
        await readPaste(page, 2),
        await readPaste(page, 3),
      ];
      for (const name of packagesOf(program)) expect(install).toContain(name);
      const packed = await page.request.get(new URL("/casebook.tgz", server.url).href);
      expect([packed.status(), packed.headers()["content-type"]]).toEqual([200, "application/gzip"]);
      await runPastes({ environment, program });

      await expect(page).toHaveURL(/\/default\/decisions\?peek=/);
      const peek = page.getByRole("complementary", { name: "Decision" });
      await expect(peek.getByRole("heading", { name: "complaint_type" })).toBeVisible();
      await expect(peek).toContainText("The kettle arrived broken.");
      await expect(page.getByRole("table", { name: "Decisions" }).getByRole("row", { name: /refund/ })).toBeVisible();
    } finally {
      await server.stop();
    }
  });
}
