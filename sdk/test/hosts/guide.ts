import { readFileSync } from "node:fs";
import path from "node:path";

/** What a section of the guide has a person do: files to save and commands to run, in its order. */
export type Step = { save: string; text: string } | { run: string } | { read: string };

const guide = path.join(import.meta.dirname, "../../../docs/guides/capture-branches.md");

/**
 * Reads one section of docs/guides/capture-branches.md.
 * @param heading as it stands after `## `
 * @returns its code blocks: shell is run, a block after "Save as" is saved, others are there to read
 * @throws where there is no such section
 */
export function readSection(heading: string): Step[] {
  const section = findSection(heading);
  return [...section.matchAll(/(?<before>[^\n]*)\n\n```(?<language>\w+)\n(?<code>[\s\S]*?)^```$/gm)].map(
    ({ groups }) => {
      const { before = "", language = "", code = "" } = groups ?? {};
      const [, file] = /Save as `([^`]+)`/.exec(before) ?? [];
      if (file !== undefined) return { save: file, text: code };
      return language === "sh" ? { run: code } : { read: code };
    },
  );
}

export function isInstall(step: Step): boolean {
  return "run" in step && step.run.startsWith("npm install");
}

/** The last command of a block. */
export function lastLine(block = ""): string {
  return block.trim().split("\n").at(-1) ?? "";
}

/** The rows of a section's table, each as its cells. */
export function readRows(heading: string): string[][] {
  const lines = findSection(heading)
    .split("\n")
    .filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

function findSection(heading: string): string {
  const sections = readFileSync(guide, "utf8").split(/^## /m);
  const section = sections.find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`The guide has no section "${heading}".`);
  return section;
}
