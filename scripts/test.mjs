import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./chromium.mjs";
import { installPackages } from "./install.mjs";
import { ensureNode, runToEnd } from "./node.mjs";
import { countResults, listRunners, sumResults } from "./test-runners.mjs";

await ensureNode();

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const reports = mkdtempSync(path.join(tmpdir(), "casebook-test-"));

const prepared = await prepare();
const results = prepared ? await runAll(listRunners({ root, reports })) : [{ passed: 0, failed: 1, skipped: 0 }];
rmSync(reports, { recursive: true, force: true });

const { passed, failed, skipped } = sumResults(results);
process.exitCode = failed === 0 && skipped === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);

async function prepare() {
  try {
    await installPackages();
    ensureChromium();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

async function runAll(runners) {
  const finished = [];
  for (const runner of runners) {
    const { name, command, args } = runner;
    console.log(`\n── ${name}`);
    const startedAt = Date.now();
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...runner.env };
    const code = await runToEnd(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env });
    const file = path.join(reports, `${name}.json`);
    const report = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    const counts = countResults(runner, { code, report });
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(`── ${name}: ${counts.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
    finished.push(counts);
  }
  return finished;
}
