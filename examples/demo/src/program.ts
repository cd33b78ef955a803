import type { ClassifierVersion } from "example-kit";

/** One example program as the demo plays it. */
export type Program = {
  name: string;
  /** How many inputs it has. */
  size: number;
  idOf: (index: number) => string;
  run: (index: number, version: ClassifierVersion) => Promise<void>;
};
