import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleServer } from "./bundle.mjs";
import { digestSources } from "./sources.mjs";

// Builds what `npm start` runs: the SDK the demo uses, the server's bundles in dist/ and Next's build in .next/. A part
// whose sources are those of the last build is left alone; `--force` builds it all the same. Names pick parts.
const root = path.resolve(import.meta.dirname, "..");
const dist = path.join(root, "dist");
const stampFile = path.join(dist, "build.json");
const shared = ["db", "lib", "package-lock.json", "package.json", "tsconfig.json"];
const stamp = {
  sdk: digestSources(["lib", "package-lock.json", "sdk"]),
  server: digestSources([...shared, "server", "scripts/bundle.mjs"]),
  web: digestSources([...shared, "app", "components", "public", "next.config.mjs", "postcss.config.mjs"]),
};
const built = process.argv.includes("--force") ? {} : readStamp();

const parts = {
  sdk: { product: "sdk/dist/index.js", build: buildSdk },
  server: { product: "dist/main.js", build: buildServer },
  web: { product: ".next/BUILD_ID", build: buildNext },
};
const picked = process.argv.slice(2).filter((word) => word in parts);
for (const [name, { product, build }] of Object.entries(parts)) {
  if (picked.length > 0 && !picked.includes(name)) continue;
  if (built[name] === stamp[name] && existsSync(path.join(root, product))) continue;
  const started = Date.now();
  await build();
  built[name] = stamp[name];
  writeStamp(built);
  console.log(`Built ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function buildSdk() {
  runNode("sdk/build.mjs");
}

/** Chunks are named by their content: without the removal those of every build before would pile up. */
function buildServer() {
  for (const name of existsSync(dist) ? readdirSync(dist) : []) {
    if (/\.js(\.map)?$/.test(name)) rmSync(path.join(dist, name));
  }
  return bundleServer();
}

function buildNext() {
  runNode("node_modules/next/dist/bin/next", "build");
}

function runNode(script, ...args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  const { status } = spawnSync(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    stdio: "inherit",
    env,
  });
  if (status !== 0) process.exit(status ?? 1);
}

function readStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
}

function writeStamp(value) {
  mkdirSync(dist, { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify(value)}\n`);
}
