import { execFileSync } from "node:child_process";

/** Where the programs' source is kept, to link out to it. */
export type Checkout = { sourceRoot: string; commit: string; repository?: string };

/**
 * The git checkout that holds a folder; undefined where there is none, or where a file of the folder differs from its
 * commit, whose source would then not be what ran.
 */
export function findCheckout(folder: string): Checkout | undefined {
  const commit = git(folder, "rev-parse", "--verify", "HEAD");
  const sourceRoot = git(folder, "rev-parse", "--show-toplevel");
  if (!commit || !sourceRoot || git(folder, "status", "--porcelain", "--", ".") !== "") return undefined;
  const repository = git(folder, "config", "--get", "remote.origin.url");
  return { sourceRoot, commit, ...(repository && isShareable(repository) && { repository }) };
}

/** A web or ssh address without a password in it; a folder on this machine leads nobody anywhere. */
function isShareable(address: string): boolean {
  if (/^git@[\w.-]+:[\w./-]+$/.test(address)) return true;
  const url = URL.parse(address);
  return url !== null && /^(https?|ssh):$/.test(url.protocol) && url.password === "" && /^(git)?$/.test(url.username);
}

/** What git prints, trimmed; undefined where it fails or is not installed. */
function git(folder: string, ...command: string[]): string | undefined {
  try {
    const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
    return execFileSync("git", ["-C", folder, ...command], { encoding: "utf8", stdio, timeout: 5_000 }).trim();
  } catch {
    return undefined;
  }
}
