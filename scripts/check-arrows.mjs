import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findBrokenArrows } from "./arrows.mjs";

const sources = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx", "*.mts", "*.mjs"],
  {
    encoding: "utf8",
  },
);
const files = {};
for (const file of sources.split("\n").filter((name) => name && !name.includes("__fixtures__"))) {
  files[file] = readFileSync(file, "utf8");
}

const broken = findBrokenArrows(files);
for (const line of broken) console.error(line);
console.log(`${Object.keys(files).length} files, ${broken.length} imports against the arrows.`);
process.exitCode = broken.length === 0 ? 0 : 1;
