import { settings } from "./configure";

const longestSearched = 10_000;

/** True for a path whose value must not be recorded, by `configure({ redactPaths })`. */
export function isRedactedPath(path: string): boolean {
  if (settings.redactPaths.length === 0) return false;
  const names = path.split(".");
  return settings.redactPaths.some((pattern) => matches(pattern, names));
}

function matches(pattern: readonly string[], names: readonly string[]): boolean {
  return pattern.length === names.length && pattern.every((name, index) => name === "*" || name === names[index]);
}

/** True for a text that must not be recorded, by `configure({ redactPatterns })`. */
export function isRedactedText(text: string): boolean {
  if (settings.redactPatterns.length === 0) return false;
  const searched = text.slice(0, longestSearched);
  return settings.redactPatterns.some((pattern) => pattern.test(searched));
}
