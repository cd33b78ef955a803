import { arch, cpus, loadavg } from "node:os";
import type { Figure } from "./subject.ts";
import { subjects } from "./subjects.ts";

const names = process.argv.slice(2);
const wanted = Object.entries(subjects).filter(([name]) => names.length === 0 || names.includes(name));
const unknown = names.filter((name) => !(name in subjects));
if (unknown.length > 0) {
  console.error(
    `There is nothing to measure called ${unknown.join(", ")}; there is ${Object.keys(subjects).join(", ")}.`,
  );
  process.exit(1);
}

console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model} (${arch()}), load ${loadavg()[0]?.toFixed(1)}`,
);
for (const [, { title, measure }] of wanted) console.log(`\n### ${title}\n\n${formatTable(await measure())}`);

/** A Markdown table, aligned so that it reads in a terminal as well. */
function formatTable(figures: Figure[]): string {
  const rows = [
    ["What", "Figure", "Goal"],
    ...figures.map(({ what, figure, goal, isReached }) => [
      what,
      figure,
      goal ? `${goal}${isReached ? "" : " (missed)"}` : "",
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  lines.splice(1, 0, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
  return lines.join("\n");
}
