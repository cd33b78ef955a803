/** Figures the test file states about its cases; they are counted while the data file is written. */
export type CaseCounts = { cases: number; withArm: number };

/** A point's name as a file name: letters, digits, `-` and `_` only, never empty. */
export function fileStem(point: string): string {
  const plain = point.normalize("NFKD").replace(/[^A-Za-z0-9_-]+/g, "-");
  return plain.replace(/^-+|-+$/g, "").slice(0, 80) || "point";
}

/**
 * The test file of a point. Only the point's name (as a JSON string) and counts become part of the code; all that
 * came from traces stays in the data file.
 */
export function testFile({ point, counts }: { point: string; counts: CaseCounts }): string {
  const stem = fileStem(point);
  return `// Regression tests exported by Casebook: ${plural(counts.cases, "case")} in ./${stem}.cases.jsonl.
// ${plural(counts.cases, "judgment test")}, ${plural(counts.withArm, "execution test")}.${openCases(counts)}
// Export again to update this folder; there is nothing here to edit.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { getPoint, repetitions, threshold } from "./casebook.config";

type Judgment = { output: unknown; confidence: number | null };
type Case = {
  id: string;
  input: unknown;
  expected: unknown;
  expectedArm: string | null;
  label: { verdict: "correct" | "incorrect"; author: string; note: string | null };
  source: { url: string };
  record: { input?: unknown; judgments: Record<string, Judgment>; facts: Record<string, unknown> };
};

const point = ${codeString(point)};
const { judge, policy } = await getPoint(point);
const cases: Case[] = readFileSync(new URL("./${stem}.cases.jsonl", import.meta.url), "utf8")
  .split("\\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));

describe(point, () => {
  // Asks your real judge function what it was asked then: does it give the answer a person confirmed?
  describe.runIf(judge)("judges", () => {
    for (const one of cases) {
      it(title(one), async () => {
        const answers: unknown[] = [];
        for (let n = 0; n < repetitions; n++) answers.push(outputOf(await judge?.(one.input)));
        const wrong = answers.filter((answer) => !isEqual(answer, one.expected));
        if (answers.length - wrong.length >= threshold * repetitions) return;
        expect(wrong[0], about(one)).toEqual(one.expected);
      });
    }
  });

  // Gives your policy the confirmed answer and the recorded facts, without a model: does it take the right arm?
  describe.runIf(policy)("executes", () => {
    for (const one of cases) {
      if (one.expectedArm === null) continue;
      it(title(one), async () => {
        const outcome = await policy?.({ ...one.record, judgments: { ...one.record.judgments, ...corrected(one) } });
        expect(armOf(outcome), about(one)).toBe(one.expectedArm);
      });
    }
  });
});

/** A person's answer has no confidence; one that was right stands as the model gave it. */
function corrected({ expected, label }: Case): Record<string, Judgment> {
  return label.verdict === "correct" ? {} : { [point]: { output: expected, confidence: null } };
}

/** A judge function gives the answer alone, or an object that holds it as \`output\`. */
function outputOf(answer: unknown): unknown {
  return typeof answer === "object" && answer !== null && "output" in answer ? answer.output : answer;
}

function armOf(outcome: unknown): unknown {
  return typeof outcome === "object" && outcome !== null && "arm" in outcome ? outcome.arm : outcome;
}

function isEqual(answer: unknown, expected: unknown): boolean {
  try {
    expect(answer).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}

/** Reads as one line: the answer, the beginning of the input, the case. */
function title({ id, input, expected, expectedArm }: Case): string {
  const asked = short(input, 80);
  return \`\${short(expected, 40)}\${expectedArm === null ? "" : \` → \${short(expectedArm, 40)}\`}: \${asked} (\${id})\`;
}

function about({ label, source }: Case): string {
  return \`\${label.author}: \${label.note ?? label.verdict}. \${source.url}\`;
}

function short(value: unknown, length: number): string {
  const text = (typeof value === "string" ? value : JSON.stringify(value)).replace(/[\\p{C}\\s]+/gu, " ");
  return text.length > length ? \`\${text.slice(0, length)}…\` : text;
}
`;
}

function openCases({ cases, withArm }: CaseCounts): string {
  if (cases === withArm) return "";
  return `\n// ${plural(cases - withArm, "case")} without an execution test: nobody has said which arm is right, and no record tells it.`;
}

/** The folder's settings, and the way to the package's own `casebook.config`. */
export const configFile = `// Finds the casebook.config of the package this folder lies in, and holds the tests' own settings.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** How often each judgment test asks, and the share of right answers it needs. */
export const repetitions = Number(process.env.CASEBOOK_REPETITIONS ?? 1);
export const threshold = Number(process.env.CASEBOOK_THRESHOLD ?? 1);

type Point = { judge?: (input: unknown) => unknown; policy?: (record: unknown) => unknown };

const names = ["casebook.config.ts", "casebook.config.mts", "casebook.config.js", "casebook.config.mjs"];
const config = await import(/* @vite-ignore */ pathToFileURL(findConfig(path.dirname(import.meta.dirname))).href);

export default config.default;

/** How the package answers and decides at a point. */
export function getPoint(name: string): Point {
  const points: Record<string, Point> = config.default.points;
  const point = Object.hasOwn(points, name) ? points[name] : undefined;
  if (!point?.judge && !point?.policy) throw new Error(\`casebook.config has no judge and no policy for "\${name}".\`);
  return point;
}

function findConfig(folder: string): string {
  const found = names.map((name) => path.join(folder, name)).find((file) => existsSync(file));
  if (found) return found;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error("There is no casebook.config.ts above this folder.");
  return findConfig(parent);
}
`;

/** Says what the folder is and how to run it. */
export function readmeFile({ point, counts }: { point: string; counts: CaseCounts }): string {
  const stem = fileStem(point);
  return `# Casebook regression tests

Put this folder into the package that holds your \`casebook.config.ts\` and run:

    npx vitest run casebook-tests/

- \`${stem}.test.ts\`: the tests. ${plural(counts.cases, "judgment test")}, which call your judge function;
  ${plural(counts.withArm, "execution test")}, which call your policy with the confirmed answer and need no model.
- \`${stem}.cases.jsonl\`: the cases, one per line, each with a link to the decision it came from.
- \`casebook.config.ts\`: finds your own \`casebook.config.ts\`. Models that answer differently each time: set
  \`CASEBOOK_REPETITIONS\` (how often each is asked) and \`CASEBOOK_THRESHOLD\` (share of right answers needed).

Nothing here needs editing: export again to update it.
`;
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A string literal that can neither end early nor break the line. */
const codeString = (text: string) =>
  JSON.stringify(text).replace(/[\u2028\u2029<]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
