import { expect, it } from "vitest";
import { countResults, listRunners, sumResults } from "./test-runners.mjs";

const runners = listRunners({ root: process.cwd(), reports: "/tmp" });
const unit = runners.find((runner) => runner.name === "unit");
const e2e = runners.find((runner) => runner.name === "e2e");
const lint = runners.find((runner) => runner.name === "lint");

const vitestReport = (counts: object) =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...counts });

it("counts a step without a report as one test", () => {
  expect(countResults(lint, { code: 0, report: undefined })).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(countResults(lint, { code: 1, report: undefined })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

it("reads Vitest's and Playwright's own figures", () => {
  const report = vitestReport({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
  expect(countResults(unit, { code: 1, report })).toEqual({ passed: 7, failed: 2, skipped: 2 });
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 4 };
  expect(countResults(e2e, { code: 1, report: JSON.stringify({ stats }) })).toEqual({
    passed: 3,
    failed: 2,
    skipped: 4,
  });
});

it("fails a runner that wrote no report, ran nothing, or ended badly with every test passed", () => {
  expect(countResults(unit, { code: 0, report: undefined }).failed).toBe(1);
  expect(countResults(unit, { code: 0, report: vitestReport({}) }).failed).toBe(1);
  expect(countResults(unit, { code: 1, report: vitestReport({ numPassedTests: 5 }) }).failed).toBe(1);
});

it("sums every runner", () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(sumResults([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
});
