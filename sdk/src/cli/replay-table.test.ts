import { expect, it } from "vitest";
import { formatReplays } from "./replay-table";

it("prints nothing that steers a terminal, whatever a record says", () => {
  const table = formatReplays(
    [
      {
        traceId: "a".repeat(32),
        workflow: "triage\u001b[2J",
        subject: { type: "complaint", id: "7\n\u001b]0;owned\u0007\u202e" },
        verdict: "stopped",
        reason: "\u009b31mred\r",
        armBefore: "approve\u001b[8m",
        arm: null,
        effects: [],
        isCodeChanged: false,
      },
    ],
    { areCorrected: false },
  );
  expect(table.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(table.split("\n")).toHaveLength(4);
});
