import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

const isRoot = process.getuid?.() === 0;

// What keeps Chromium from calling home: on a closed network each of those calls costs a wait.
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  fullyParallel: false,
  timeout: 300_000,
  expect: { timeout: 20_000, toPass: { timeout: 60_000 } },
  reporter: [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: isRoot ? [...quiet, "--no-sandbox"] : quiet,
    },
  },
});
