import type { CaseItem } from "../contract/case";
import type { Json } from "../contract/json";
import type { ExportFormat } from "./types";

const columns: Record<string, (testCase: CaseItem) => Json> = {
  id: (testCase) => testCase.id,
  point: (testCase) => testCase.point,
  workflow: (testCase) => testCase.workflow,
  task: (testCase) => testCase.task,
  input: (testCase) => testCase.input,
  expected: (testCase) => testCase.expected,
  expected_arm: (testCase) => testCase.expectedArm,
  actual: (testCase) => testCase.actual,
  actual_arm: (testCase) => testCase.actualArm,
  choices: (testCase) => testCase.choices,
  match: (testCase) => testCase.match,
  split: (testCase) => testCase.split,
  verdict: (testCase) => testCase.label.verdict,
  author: (testCase) => testCase.label.author,
  labelled_at: (testCase) => testCase.label.at,
  note: (testCase) => testCase.label.note,
  version: (testCase) => testCase.source.version,
  commit: (testCase) => testCase.source.commit,
  url: (testCase) => testCase.source.url,
};

/** A table for spreadsheets, RFC 4180: every cell quoted, lines end in CRLF, no cell can start a formula. */
export const csv: ExportFormat = {
  contentType: "text/csv; charset=utf-8; header=present",
  extension: "csv",
  async *encode(_suite, chunks) {
    yield Buffer.from(toLine(Object.keys(columns)));
    for await (const cases of chunks) {
      const lines = cases.map((testCase) => toLine(Object.values(columns).map((read) => read(testCase))));
      yield Buffer.from(lines.join(""));
    }
  },
};

const toLine = (cells: Json[]) => `${cells.map(toCell).join(",")}\r\n`;

function toCell(value: Json): string {
  const text = value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return `"${withoutFormula(text, value).replaceAll('"', '""')}"`;
}

/**
 * A leading apostrophe tells a spreadsheet that a cell is text. White space and control characters are looked
 * through, as spreadsheets do; numbers stay numbers.
 * @see OWASP, "CSV Injection"
 */
function withoutFormula(text: string, value: Json): string {
  if (typeof value === "number") return text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come before a formula
  return /^[\s\u0000-\u001f\u200b\ufeff]*[=+\-@|%＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
