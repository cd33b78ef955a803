import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findNpm } from "./node.mjs";

/**
 * Everything `npm test` runs, in order: a quick answer first. `read` turns a runner's own JSON report into figures;
 * a step without one counts as one test.
 */
export function listRunners({ root, reports }) {
  const npm = findNpm();
  const bin = (name, ...args) => ({ command: path.join(root, "node_modules/.bin", name), args });
  const script = (name) => ({ command: process.execPath, args: [path.join(root, "scripts", name)] });
  const vitestReport = (name) => ["--reporter=default", "--reporter=json", `--outputFile.json=${reports}/${name}.json`];
  return [
    { name: "build", ...script("build.mjs") },
    { name: "lint", ...bin("biome", "check", ".") },
    { name: "types", ...bin("tsc", "--noEmit") },
    { name: "arrows", ...script("check-arrows.mjs") },
    { name: "unused", ...bin("knip") },
    { name: "unit", ...bin("vitest", "run", ...vitestReport("unit")), read: readVitest },
    ...listExamples(root).map((name) => ({
      name,
      command: npm.command,
      args: [...npm.args, "test", "-w", `examples/${name}`, "--", ...vitestReport(name)],
      read: readVitest,
    })),
    {
      name: "e2e",
      ...bin("playwright", "test", "--reporter=list,json"),
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${reports}/e2e.json` },
      read: readPlaywright,
    },
  ];
}

function listExamples(root) {
  const hasTests = (name) => {
    const file = path.join(root, "examples", name, "package.json");
    return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).scripts?.test !== undefined;
  };
  return readdirSync(path.join(root, "examples")).filter(hasTests);
}

function readVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

function readPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/**
 * What a finished runner counts for. One that ended badly without naming a failed test, wrote no report or ran
 * nothing is itself one failure: silence never passes.
 * @param outcome exit code and, for a runner with a report, the report's text or undefined
 */
export function countResults(runner, { code, report }) {
  if (!runner.read) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const counts = runner.read(JSON.parse(report));
  const ranNothing = counts.passed + counts.failed === 0;
  return counts.failed === 0 && (code !== 0 || ranNothing) ? { ...counts, failed: 1 } : counts;
}

/** Adds up what the runners counted. */
export function sumResults(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of results) for (const name of Object.keys(sum)) sum[name] += counts[name];
  return sum;
}
