import { existsSync } from "node:fs";
import path from "node:path";

/**
 * A source file's name in its site table.
 * @param file absolute path
 * @param root folder to name it from; the repository that holds it, else its package, when left out
 * @returns a path with forward slashes; the absolute one where the file lies in none of these
 */
export function nameSource(file: string, root?: string): string {
  const from = root === undefined ? findSourceRoot(path.dirname(file)) : path.resolve(root);
  const relative = from === undefined ? "" : path.relative(from, file);
  const isInside = relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
  return (isInside ? relative : file).replaceAll("\\", "/");
}

const rootsByFolder = new Map<string, string | undefined>();

function findSourceRoot(folder: string): string | undefined {
  if (!rootsByFolder.has(folder)) {
    rootsByFolder.set(folder, findUpward(folder, ".git") ?? findUpward(folder, "package.json"));
  }
  return rootsByFolder.get(folder);
}

/** The nearest folder, going up, that holds `name`. */
function findUpward(folder: string, name: string): string | undefined {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(path.join(at, name))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}
