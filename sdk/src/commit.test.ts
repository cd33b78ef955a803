import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commitVariables, findCommit } from "./commit";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "casebook-commit-"));
  for (const name of commitVariables) vi.stubEnv(name, "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: string[]): string {
  const author = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  return execFileSync("git", [...author, ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
}

function commit(): string {
  git("init", "-q");
  git("commit", "-q", "--allow-empty", "-m", "first");
  return git("rev-parse", "HEAD");
}

describe("the commit a program was built from", () => {
  it("is what the environment says first", () => {
    commit();
    vi.stubEnv("GITHUB_SHA", "b".repeat(40));
    expect(findCommit(folder)).toBe("b".repeat(40));
    vi.stubEnv("CASEBOOK_COMMIT", "release-7");
    expect(findCommit(folder)).toBe("release-7");
  });

  it("is what is checked out, from any folder inside the repository", () => {
    const head = commit();
    mkdirSync(path.join(folder, "a/b"), { recursive: true });
    expect(findCommit(path.join(folder, "a/b"))).toBe(head);
    git("pack-refs", "--all");
    expect(findCommit(folder)).toBe(head);
    git("checkout", "-q", "--detach");
    expect(findCommit(folder)).toBe(head);
  });

  it("is found in a linked worktree", () => {
    const head = commit();
    git("worktree", "add", "-q", "linked", "-b", "other");
    expect(findCommit(path.join(folder, "linked"))).toBe(head);
  });

  it("is unknown where there is no repository, and before its first commit", () => {
    expect(findCommit(folder)).toBeUndefined();
    git("init", "-q");
    expect(findCommit(folder)).toBeUndefined();
  });

  it("is looked for under the names that the guide lists", () => {
    const guide = readFileSync(path.join(import.meta.dirname, "../../docs/guides/capture-branches.md"), "utf8");
    expect(commitVariables.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });
});
