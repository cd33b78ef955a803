import { installPackages } from "./install.mjs";
import { ensureNode, runToEnd } from "./node.mjs";

const isDev = process.argv.includes("--dev");

await ensureNode();
try {
  await installPackages();
  process.exitCode = isDev ? await develop() : await buildAndServe();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function buildAndServe() {
  const built = await runNode(["scripts/build.mjs"]);
  return built === 0 ? runNode(["dist/main.js"], { NODE_ENV: "production" }) : built;
}

/** Only the SDK, which the demo runs, is built ahead. */
async function develop() {
  const built = await runNode(["scripts/build.mjs", "sdk"]);
  return built === 0 ? runNode(["scripts/dev.mjs"]) : built;
}

function runNode(args, env = {}) {
  return runToEnd(process.execPath, args, { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env } });
}
