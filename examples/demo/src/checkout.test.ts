import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findCheckout } from "./checkout.ts";

let root: string;
let programs: string;
const git = (...command: string[]) => execFileSync("git", ["-C", root, ...command], { encoding: "utf8" }).trim();

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "casebook-checkout-")));
  programs = path.join(root, "programs");
  mkdirSync(programs);
  writeFileSync(path.join(programs, "policy.ts"), "1");
});
afterEach(() => rmSync(root, { recursive: true }));

function commitAll(): string {
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "one");
  return git("rev-parse", "HEAD");
}

it("tells the commit, and the repository where it has an address for others", () => {
  const commit = commitAll();
  expect(findCheckout(programs)).toEqual({ sourceRoot: root, commit });
  for (const [address, isKept] of [
    ["https://git.example.org/shop/app.git", true],
    ["git@git.example.org:shop/app.git", true],
    ["https://me:secret@git.example.org/shop/app.git", false],
    ["https://token@git.example.org/shop/app.git", false],
    ["/srv/git/app", false],
  ] as const) {
    git("config", "remote.origin.url", address);
    expect(findCheckout(programs)?.repository).toBe(isKept ? address : undefined);
  }
});

it("tells nothing outside of a checkout, or of source that differs from its commit", () => {
  expect(findCheckout(programs)).toBeUndefined();
  commitAll();
  writeFileSync(path.join(programs, "policy.ts"), "2");
  expect(findCheckout(programs)).toBeUndefined();
});
