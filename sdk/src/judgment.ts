/** One question answered, as the workflow sees it; `spanId` ties it to its record (all zeros where nothing records). */
export type Judgment<T> = {
  output: T;
  /** 0 to 1, or null where the model gave none. */
  confidence: number | null;
  /** Probability by answer, often only the best few; null where the model gave none. */
  scores: Record<string, number> | null;
  spanId: string;
};
