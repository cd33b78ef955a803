import path from "node:path";
import picomatch from "picomatch";
import type { BuildOptions, FilePattern } from "./options";

/** Module ids that can be source files; bundlers take it as a filter, so that they ask for nothing else. */
export const sourceFilePattern = /\.[cm]?[jt]sx?(?:$|\?)/;

/** One of these a file must hold to be worth parsing: the directive, nearly the directive, or the SDK's name. */
export const marksPattern = /use[\s_-]*audit|["']casebook["']/i;

/**
 * Which files to look at: sources of the team's own, by name and text.
 * @returns the file that a module id stands for, or undefined to leave the module alone
 */
export function createFileFilter({
  include,
  exclude,
  root = process.cwd(),
}: BuildOptions): (id: string) => string | undefined {
  const isIncluded = include === undefined ? () => true : createMatcher(include, root);
  const isExcluded = exclude === undefined ? () => false : createMatcher(exclude, root);
  return (id) => {
    const file = fileOfModule(id);
    if (file === undefined || /[\\/]node_modules[\\/]/.test(file) || /\.d\.[cm]?ts$/.test(file)) return undefined;
    return isIncluded(file) && !isExcluded(file) ? file : undefined;
  };
}

/** Virtual modules, and files that are asked for in another form than their code (`?raw`, `?url`), stand for none. */
function fileOfModule(id: string): string | undefined {
  const [file = "", query = ""] = id.split("?", 2);
  if (id.startsWith("\0") || !path.isAbsolute(file) || !sourceFilePattern.test(file)) return undefined;
  const asks = new URLSearchParams(query);
  return ["raw", "url", "inline"].some((form) => asks.has(form)) ? undefined : path.normalize(file);
}

function createMatcher(patterns: FilePattern | readonly FilePattern[], root: string): (file: string) => boolean {
  const all = [patterns].flat();
  const globs = all.filter((pattern) => typeof pattern === "string");
  const matches = picomatch(
    globs.map((glob) => path.posix.join(slashed(path.resolve(root)), glob)),
    { dot: true },
  );
  const expressions = all.filter((pattern) => pattern instanceof RegExp);
  return (file) =>
    (globs.length > 0 && matches(slashed(file))) || expressions.some((pattern) => slashed(file).search(pattern) >= 0);
}

function slashed(file: string): string {
  return file.replaceAll("\\", "/");
}
