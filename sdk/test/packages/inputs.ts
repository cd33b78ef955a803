import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");

/** Files of this repository by their endings, smaller than `maxBytes`, with their texts. */
export function repositoryFiles(endings: RegExp, maxBytes: number): { name: string; text: string }[] {
  return repositoryNames()
    .filter((name) => endings.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(root, name), "utf8") }))
    .filter(({ text }) => text.length < maxBytes);
}

export function repositoryNames(): string[] {
  return execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
}

/** Files of installed packages. */
export function installedFiles(pattern: string, { most, maxBytes }: { most: number; maxBytes: number }): string[] {
  return globSync(`node_modules/${pattern}`, { cwd: root })
    .sort()
    .map((name) => readFileSync(path.join(root, name), "utf8"))
    .filter((text) => text.length < maxBytes)
    .slice(0, most);
}

/** Versions, ranges and addresses in this repository's lock file, each once. */
export function lockedTexts(): { versions: string[]; ranges: string[]; addresses: string[] } {
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
    packages: Record<
      string,
      { version?: string; resolved?: string; dependencies?: object; engines?: object; peerDependencies?: object }
    >;
  };
  const all = Object.values(packages);
  const rangesOf = ({ dependencies, engines, peerDependencies }: (typeof all)[number]) =>
    Object.values({ ...dependencies, ...engines, ...peerDependencies }) as string[];
  return {
    versions: unique(all.flatMap(({ version }) => version ?? [])),
    ranges: unique(all.flatMap(rangesOf)),
    addresses: unique(all.flatMap(({ resolved }) => resolved ?? [])),
  };
}

/** Words, numbers, addresses and lines of this repository's documents. */
export function documentTexts(most: number): string[] {
  const texts = repositoryFiles(/\.md$/, 200_000).flatMap(({ text }) => [...text.split(/\s+/), ...text.split("\n")]);
  const all = unique(texts.filter(Boolean));
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, index) => index % step === 0).slice(0, most);
}

export function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
