import type { CaseItem } from "../contract/case";

/** What a format needs to know besides the cases. */
export type ExportedSuite = { id: string; point: string; version: number };

/** Cases as they come from the store, in bounded chunks. */
export type CaseChunks = AsyncIterable<CaseItem[]>;

/** One way cases leave Casebook. Its output is a stream: nothing holds more than a chunk. */
export type ExportFormat = {
  contentType: string;
  /** Of the downloaded file, without a dot. */
  extension: string;
  encode(suite: ExportedSuite, chunks: CaseChunks): AsyncIterable<Uint8Array>;
};
