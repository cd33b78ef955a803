import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";

const tsc = path.join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");

it("checks the types of a file with the directive as those of one without", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "casebook-types-"));
  const file = path.join(folder, "policy.ts");
  writeFileSync(
    file,
    `"use audit";
     type Order = { kind: "refund"; days: number } | { kind: "other" };
     export function decide(order: Order): string {
       "use audit";
       if (order.kind === "refund") return order.days <= 30 ? "approve" : "reject";
       // @ts-expect-error the other kind has no days
       return order.days;
     }`,
  );
  const options = ["--strict", "--noEmit", "--noUnusedLocals", "--allowUnreachableCode", "false", "--types", "", file];
  expect(execFileSync(process.execPath, [tsc, ...options], { cwd: folder, encoding: "utf8" })).toBe("");
  rmSync(folder, { recursive: true });
});
