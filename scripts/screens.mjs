import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import Sqlite from "better-sqlite3";
import { prepareCapturedScreens } from "./captured-screens.mjs";
import { findChromium } from "./chromium.mjs";

// Takes the pictures of docs/screens: `npm run screens -- SIGN_IN_LINK [NAME…]`, the link as a running server with the
// demo printed it. What is empty, failing or captured is shown by servers of its own, so `npm run build` comes first.
const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "docs/screens");
const [signInLink, ...only] = process.argv.slice(2);
if (!signInLink) {
  console.error("Give the sign-in link of a running server that holds the demo.");
  process.exit(1);
}

const looks = [1440, 390].flatMap((width) => ["light", "dark"].map((theme) => ({ width, theme })));

/** Every screen in its full state: a name, and its path from what the demo holds. `act` is done before the picture. */
const fullScreens = [
  { name: "overview", path: () => "/demo" },
  { name: "decisions", path: () => "/demo/decisions" },
  {
    name: "decisions-filtered",
    path: ({ pointId }) => `/demo/decisions?pointId=${pointId}&confidenceMax=0.7&sort=confidence-asc`,
  },
  {
    name: "decisions-peek",
    path: ({ judgmentId, pointId }) => `/demo/decisions?pointId=${pointId}&peek=${judgmentId}`,
  },
  { name: "timeline", path: ({ traceId, spanId }) => `/demo/traces/${traceId}?step=${spanId}` },
  { name: "waterfall", path: ({ traceId }) => `/demo/traces/${traceId}?view=waterfall` },
  { name: "raw-spans", path: ({ traceId, spanId }) => `/demo/traces/${traceId}?view=spans&step=${spanId}` },
  { name: "point", path: ({ pointId }) => `/demo/points/${pointId}` },
  { name: "suites", path: () => "/demo/suites" },
  { name: "suite", path: ({ suiteId }) => suiteId && `/demo/suites/${suiteId}` },
  { name: "settings", path: () => "/demo/settings" },
  { name: "palette", path: () => "/demo", act: (page) => page.keyboard.press("Control+k") },
  { name: "shortcuts", path: () => "/demo/decisions", act: (page) => page.keyboard.press("?") },
];

/** Screens on the way: gone to by a link whose answer is held back. */
const loadingScreens = [
  { name: "overview", path: "/demo" },
  { name: "decisions", path: "/demo/decisions" },
  { name: "suites", path: "/demo/suites" },
  { name: "settings", path: "/demo/settings" },
  {
    name: "timeline",
    path: ({ traceId, spanId }) => `/demo/traces/${traceId}?step=${spanId}`,
    from: ({ judgmentId }) => `/demo/decisions?peek=${judgmentId}`,
  },
  { name: "point", path: ({ pointId }) => `/demo/points/${pointId}`, from: () => "/demo" },
];

const emptyScreens = [
  { name: "overview", path: "/default" },
  { name: "decisions", path: "/default/decisions" },
  { name: "suites", path: "/default/suites" },
  { name: "settings", path: "/default/settings" },
  { name: "not-found", path: "/default/traces/nowhere" },
];

const failingScreens = [
  { name: "overview", path: "/default" },
  { name: "decisions", path: "/default/decisions" },
  { name: "suites", path: "/default/suites" },
  { name: "timeline", path: `/default/traces/${"0".repeat(32)}` },
  { name: "point", path: "/default/points/any" },
  { name: "settings", path: "/default/settings" },
];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
});
try {
  await takeRunning();
  await takeCaptured();
  await takeOwn();
} finally {
  await browser.close();
}

async function takeRunning() {
  const { origin } = new URL(signInLink);
  const storageState = await signIn(signInLink);
  const found = await findExamples(origin, storageState);
  for (const look of looks) {
    const page = await openPage(origin, look, storageState);
    for (const { name, path: pathOf, act } of fullScreens) {
      const address = pathOf(found);
      if (address && isWanted(name)) await take(page, address, { name: `${name}-full`, look, act });
    }
    for (const { name, path: address, from } of loadingScreens) {
      if (!isWanted(name)) continue;
      const [to, at] = [address, from].map((place) => (typeof place === "function" ? place(found) : place));
      await takeLoading(page, to, { name: `${name}-loading`, look, from: at });
    }
    await page.context().close();
    const stranger = await openPage(origin, look);
    if (isWanted("sign-in")) await take(stranger, "/sign-in", { name: "sign-in-full", look });
    await stranger.context().close();
  }
}

/** Captured branches: real runs of the examples on a fresh server. */
async function takeCaptured() {
  const names = ["branch-source", "branch-loop", "branch-missing", "branch-map", "consequence-replayed"];
  if (!names.some(isWanted)) return;
  const server = await startServer();
  try {
    const storageState = await signIn(server.signInLink);
    const screens = await prepareCapturedScreens(server);
    await takeAll(server.origin, storageState, screens, "full");
  } finally {
    await server.stop();
  }
}

/** Empty, then failing: a fresh server, whose tables are then taken away from under it. */
async function takeOwn() {
  const server = await startServer();
  try {
    const storageState = await signIn(server.signInLink);
    await takeAll(server.origin, storageState, emptyScreens, "empty");
    const database = new Sqlite(server.file);
    database.exec("drop table judgments; drop table traces; drop table suites; drop table keys;");
    database.close();
    await takeAll(server.origin, storageState, failingScreens, "failing");
  } finally {
    await server.stop();
  }
}

async function takeAll(origin, storageState, screens, state) {
  for (const look of looks) {
    const page = await openPage(origin, look, storageState);
    for (const { name, path: address, act, height } of screens) {
      if (isWanted(name)) await take(page, address, { name: `${name}-${state}`, look, act, height });
    }
    await page.context().close();
  }
}

async function take(page, address, { name, look, act, height = heightOf(look) }) {
  await page.setViewportSize({ width: look.width, height });
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(500);
  await act?.(page);
  await page.waitForTimeout(act ? 600 : 0);
  await save(page, name, look);
}

async function takeLoading(page, address, { name, look, from }) {
  await page.goto(from ?? (address === "/demo/settings" ? "/demo/suites" : "/demo/settings"));
  await page.waitForTimeout(800);
  // Never answered: the next goto drops them.
  await page.route("**/*_rsc=*", () => {});
  if (!from && look.width < 768) await page.getByRole("button", { name: "Open navigation" }).click();
  await page
    .locator(`${from ? "" : "nav "}a[href="${address}"]:visible`)
    .first()
    .click();
  await page.waitForTimeout(700);
  await save(page, name, look);
  await page.unrouteAll({ behavior: "ignoreErrors" });
}

async function save(page, name, { width, theme }) {
  const file = `${name}-${width}-${theme}.png`;
  await page.screenshot({ path: path.join(folder, file), animations: "disabled" });
  console.log(file);
}

async function openPage(origin, { width, theme }, storageState) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: heightOf({ width }) },
    colorScheme: theme,
    ...(storageState && { storageState }),
  });
  return context.newPage();
}

function heightOf({ width }) {
  return width === 390 ? 844 : 900;
}

async function signIn(link) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("navigation").first().waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A judgment worth a picture, with the screens it leads to: unsure, and read by a branch. */
async function findExamples(origin, storageState) {
  const context = await browser.newContext({ baseURL: origin, storageState });
  const get = async (address) => (await context.request.get(`/api/v1/${address}project=demo`)).json();
  const { items } = await get("judgments?point=complaint_type&output=refund&confidenceMax=0.7&limit=20&");
  const judgment = items.find(({ branches }) => branches.length > 0) ?? items[0];
  const { items: suites = [] } = await get("suites?");
  await context.close();
  const { id: judgmentId, traceId, spanId, pointId } = judgment;
  return { judgmentId, traceId, spanId, pointId, suiteId: suites[0]?.id };
}

async function startServer() {
  const data = mkdtempSync(path.join(tmpdir(), "casebook-screens-"));
  const file = path.join(data, "casebook.db");
  const port = String(3390);
  const apiKey = "screens-own-key";
  const child = spawn(process.execPath, ["dist/main.js"], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: port,
      DATABASE_URL: `file:${file}`,
      CASEBOOK_DEMO: "0",
      CASEBOOK_API_KEY: apiKey,
    },
  });
  const link = await new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("The server ended before it printed its link.")));
    child.stdout.on("data", (chunk) => {
      const found = /^Sign in: (\S+)$/m.exec(String(chunk))?.[1];
      if (found) resolve(found);
    });
  });
  const stop = async () => {
    child.removeAllListeners("exit");
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  return { origin: new URL(link).origin, signInLink: link, apiKey, file, stop };
}

function isWanted(name) {
  return only.length === 0 || only.includes(name);
}
