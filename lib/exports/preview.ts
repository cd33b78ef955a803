import type { CaseItem } from "../contract/case";
import { type ExportFormatName, exportFormatNames } from "../contract/vocabulary";
import { exportFormats } from "./index";
import type { ExportedSuite } from "./types";
import { type CaseCounts, testFile } from "./vitest-files";

const maxLength = 4_000;

/** The beginning of each export as text: of the folder, its test file. @param cases a few of the suite's */
export async function previewExports(
  suite: ExportedSuite,
  { cases, counts }: { cases: CaseItem[]; counts: CaseCounts },
): Promise<Record<ExportFormatName, string>> {
  const previews = exportFormatNames.map(async (name) => {
    const text = name === "vitest" ? testFile({ point: suite.point, counts }) : await encodeText(name, suite, cases);
    return [name, text.slice(0, maxLength)] as const;
  });
  return Object.fromEntries(await Promise.all(previews)) as Record<ExportFormatName, string>;
}

async function encodeText(name: ExportFormatName, suite: ExportedSuite, cases: CaseItem[]): Promise<string> {
  async function* once() {
    yield cases;
  }
  const parts: Uint8Array[] = [];
  for await (const part of exportFormats[name].encode(suite, once())) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
