import { builtin } from "./runtime";

/** Where build and hosting services say which commit they run; the first that is set counts. */
export const commitVariables = [
  "CASEBOOK_COMMIT",
  "GITHUB_SHA",
  "VERCEL_GIT_COMMIT_SHA",
  "CI_COMMIT_SHA",
  "RENDER_GIT_COMMIT",
  "RAILWAY_GIT_COMMIT_SHA",
  "HEROKU_SLUG_COMMIT",
  "CF_PAGES_COMMIT_SHA",
  "COMMIT_REF",
  "SOURCE_VERSION",
] as const;

/**
 * The commit this program was built from: what the environment says, else what is checked out in the git repository
 * that holds `folder`. Reads files alone and starts no process.
 * @param folder where to look for a repository; the working directory when left out
 */
export function findCommit(folder?: string): string | undefined {
  const env = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
  const named = commitVariables.map((name) => env[name]?.trim()).find((commit) => commit);
  return named ?? readHead(folder ?? ".");
}

const commitPattern = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

function readHead(folder: string): string | undefined {
  const git = findGitFolder(folder);
  const head = git && read(git, "HEAD");
  if (!git || !head) return undefined;
  const [, reference] = /^ref: (\S+)/.exec(head) ?? [];
  const commit = reference === undefined ? head : readReference(git, reference);
  return commit !== undefined && commitPattern.test(commit) ? commit : undefined;
}

/** A linked worktree has its HEAD in a folder of its own, and the branches in the one it shares. */
function readReference(git: string, reference: string): string | undefined {
  const path = builtin("node:path");
  const common = read(git, "commondir");
  const folders = [git, ...(common && path ? [path.resolve(git, common)] : [])];
  const loose = folders.map((folder) => read(folder, reference)).find((commit) => commit);
  return loose ?? folders.map((folder) => findPacked(read(folder, "packed-refs"), reference)).find((commit) => commit);
}

function findPacked(text: string | undefined, reference: string): string | undefined {
  const line = text?.split("\n").find((one) => one.endsWith(` ${reference}`));
  return line?.split(" ")[0];
}

function findGitFolder(folder: string): string | undefined {
  const path = builtin("node:path");
  const fs = builtin("node:fs");
  if (!path || !fs) return undefined;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const git = path.join(at, ".git");
    // In a worktree or submodule it is a file that names the folder.
    const [, elsewhere] = /^gitdir: (.+)/.exec(read(at, ".git") ?? "") ?? [];
    if (elsewhere !== undefined) return path.resolve(at, elsewhere);
    if (fs.existsSync(git)) return git;
    if (at === path.dirname(at)) return undefined;
  }
}

function read(folder: string, name: string): string | undefined {
  try {
    return builtin("node:fs")?.readFileSync(`${folder}/${name}`, "utf8").trim();
  } catch {
    // A folder, or nothing at all.
    return undefined;
  }
}
