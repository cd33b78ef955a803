import type { ExportFormatName } from "../contract/vocabulary";
import { csv } from "./csv";
import { jsonl } from "./jsonl";
import type { ExportFormat } from "./types";
import { vitest } from "./vitest";

/** Every way cases leave Casebook: one entry per format, one file per format. */
export const exportFormats = { jsonl, csv, vitest } satisfies Record<ExportFormatName, ExportFormat>;
