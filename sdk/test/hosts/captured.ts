import { expect } from "vitest";
import { type BranchRows, branchRows } from "../../../lib/contract/rows";
import type { SiteTable } from "../../../lib/contract/sites";
import { jsonOf, type Receiver } from "../receiver";

/** A branch as it arrived: its rows, and the table that they stand against. */
export type Captured = {
  rows: BranchRows;
  table: SiteTable;
  arm: unknown;
  outcome: unknown;
  /** Decisions with their text cut out of the source that was sent, the line it stands on, and the value. */
  decisions: { text: string; line: number; value: unknown }[];
};

/**
 * Reads a branch from what a receiver got.
 * @param name its function or workflow
 * @throws where the span or its site table has not arrived
 */
export function readCaptured(receiver: Receiver, name: string): Captured {
  const span = receiver.spans.find(isBranch(name));
  if (!span) throw new Error(`No branch ${name} arrived.`);
  const rows = branchRows.parse(jsonOf(span, "casebook.branch.rows"));
  const digest = String(span.attributes["casebook.sites"]).split(" ")[0] ?? "";
  const table = receiver.tables.get(digest);
  if (!table) throw new Error(`No site table ${digest} arrived.`);
  const decisions = rows.rows.flatMap(([, index, value]) => {
    const site = table.sites[index];
    if (site === undefined || !["if", "ternary"].includes(site.kind)) return [];
    return [{ text: cut(table.source, site.at), line: site.at[0], value }];
  });
  return {
    rows,
    table,
    arm: span.attributes["casebook.branch.arm"],
    outcome: jsonOf(span, "casebook.branch.outcome"),
    decisions,
  };
}

function isBranch(name: string) {
  return ({ attributes }: Receiver["spans"][number]) =>
    attributes["casebook.kind"] === "branch" && attributes["casebook.name"] === name;
}

function cut(source: string, [startLine, startColumn, endLine, endColumn]: SiteTable["sites"][number]["at"]): string {
  const lines = source.split("\n").slice(startLine - 1, endLine);
  lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, endColumn);
  return lines.join("\n").slice(startColumn);
}

/** Waits for what the guide's workflow leaves behind wherever it runs: its branch, and the source as it was written. */
export async function expectSettled(receiver: Receiver): Promise<void> {
  const isThere = () => receiver.tables.size > 0 && receiver.spans.some(isBranch("settle"));
  await expect.poll(isThere, { timeout: 20_000 }).toBe(true);
  const { table, decisions, arm, outcome } = readCaptured(receiver, "settle");
  expect([table.file, arm, outcome]).toEqual(["src/triage.ts", "approve", "approve"]);
  expect(decisions).toEqual([
    { text: "days < 0", line: 15, value: false },
    { text: 'type === "refund" && days <= 30', line: 16, value: true },
  ]);
}
