import { expect, test } from "vitest";
import {
  formatAgo,
  formatCapped,
  formatConfidence,
  formatCost,
  formatDateTime,
  formatDay,
  formatDuration,
  formatNoun,
  formatPercent,
  formatValue,
} from "./format";

const now = Date.parse("2026-05-12T09:00:00Z");

test("moments read the same wherever the machine stands", () => {
  expect(formatDateTime("2026-05-12T09:04:31.250Z")).toBe("12 May 2026, 09:04:31");
  expect(formatDay("2026-05-12T23:59:59Z", now)).toBe("12 May");
  expect(formatDay("2025-12-31T00:00:00Z", now)).toBe("31 Dec 2025");
});

test.each([
  ["2026-05-12T08:59:40Z", "now"],
  ["2026-05-12T08:56:00Z", "4m"],
  ["2026-05-12T05:30:00Z", "3h"],
  ["2026-05-10T09:00:00Z", "2d"],
  ["2026-05-01T09:00:00Z", "1 May"],
])("%s is told as %s", (at, text) => {
  expect(formatAgo(at, now)).toBe(text);
});

test.each([
  [0, "0 ms"],
  [0.42, "0.4 ms"],
  [37.4, "37 ms"],
  [999.7, "1 s"],
  [1240, "1.24 s"],
  [125_000, "2 m 5 s"],
  [12_000_000, "3 h 20 m"],
])("%s ms is told as %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test("a share or confidence is never rounded to a certainty it is not", () => {
  expect([0, 0.004, 0.34, 0.998, 1].map(formatPercent)).toEqual(["0 %", "< 1 %", "34 %", "> 99 %", "100 %"]);
  expect([0.5, 0.994, 0.9999, 1].map(formatConfidence)).toEqual(["0.50", "0.99", "> 0.99", "1.00"]);
});

test("a capped count says that there are more", () => {
  expect(formatCapped(10_001, 10_000)).toBe("10,000+");
  expect(formatCapped(9_999, 10_000)).toBe("9,999");
  expect(formatNoun(1, "decision")).toBe("1 decision");
  expect(formatNoun(1200, "decision")).toBe("1,200 decisions");
});

test("a cost keeps the digits of a single call", () => {
  expect([0, 0.0021, 0.0000314, 1.5].map(formatCost)).toEqual(["$0", "$0.0021", "$0.000031", "$1.50"]);
});

test("a value is read as words, not as JSON", () => {
  expect(formatValue("refund")).toBe("refund");
  expect(formatValue({ machine: "CPAP", rental: true, codes: ["E0601", "A7030"] })).toBe(
    "machine: CPAP · rental: yes · codes: E0601, A7030",
  );
  expect(formatValue(null)).toBe("none");
  expect(formatValue("x".repeat(300), 10)).toBe(`${"x".repeat(9)}…`);
});
