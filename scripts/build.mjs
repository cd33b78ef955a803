import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleServer } from "./bundle.mjs";
import { digestSources } from "./sources.mjs";

// Builds what `npm start` runs: the server's bundles in dist/ and Next's build in .next/. A part whose sources are
// those of the last build is left alone; `--force` builds both.
const root = path.resolve(import.meta.dirname, "..");
const stampFile = path.join(root, "dist/build.json");
const shared = ["db", "lib", "package-lock.json", "package.json", "tsconfig.json"];
const stamp = {
  server: digestSources([...shared, "server", "scripts/bundle.mjs"]),
  web: digestSources([...shared, "app", "components", "public", "next.config.ts", "postcss.config.mjs"]),
};
const built = process.argv.includes("--force") ? {} : readStamp();

if (built.server !== stamp.server || !existsSync(path.join(root, "dist/main.js"))) {
  const started = Date.now();
  await bundleServer();
  writeStamp({ ...built, server: stamp.server });
  say("server", started);
}
if (built.web !== stamp.web || !existsSync(path.join(root, ".next/BUILD_ID"))) {
  const started = Date.now();
  buildNext();
  writeStamp(stamp);
  say("screens", started);
}

function buildNext() {
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  const { status } = spawnSync(process.execPath, [next, "build"], { cwd: root, stdio: "inherit", env });
  if (status !== 0) {
    rmSync(path.join(root, ".next/BUILD_ID"), { force: true });
    process.exit(status ?? 1);
  }
}

function readStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
}

function writeStamp(value) {
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify(value)}\n`);
}

function say(what, started) {
  console.log(`Built the ${what} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
