import type { IdGenerator } from "@opentelemetry/sdk-trace";
import { createRandom, type Random } from "example-kit";

/** Trace and span ids that follow from the case they are drawn for, so that a case sent twice is the same trace. */
export function createSeededIds(): IdGenerator & { startCase: (id: string) => void } {
  let random: Random = createRandom(0);
  const hex = (length: number) => Array.from({ length }, () => random.between(0, 15).toString(16)).join("");
  return {
    startCase: (id) => {
      random = createRandom(`ids ${id}`);
    },
    // A leading 1 keeps an id from being all zeros, which OpenTelemetry takes for none.
    generateTraceId: () => `1${hex(31)}`,
    generateSpanId: () => `1${hex(15)}`,
  };
}
