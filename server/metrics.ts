import type { IngestResult } from "@/db/commands/ingest";
import type { ByteBudget } from "@/lib/byte-budget";
import type { Writer } from "./writer/start-writer";

export type Metrics = {
  countIngest(result: IngestResult): void;
  countFailure(): void;
  /** The figures in Prometheus' text format. */
  print(): string;
};

/** Counts what came through the OTLP door since the process started. */
export function createMetrics({ writer, budget }: { writer: Writer; budget: ByteBudget }): Metrics {
  const totals = { accepted: 0, duplicates: 0, rejected: 0, quarantined: 0, failures: 0 };
  return {
    countIngest({ accepted, duplicates, rejected, quarantined }) {
      totals.accepted += accepted;
      totals.duplicates += duplicates;
      totals.rejected += rejected;
      totals.quarantined += quarantined;
    },
    countFailure() {
      totals.failures++;
    },
    print: () =>
      [
        figure("casebook_items_accepted_total", "counter", "Spans and log records stored.", totals.accepted),
        figure("casebook_items_duplicate_total", "counter", "Items that were stored already.", totals.duplicates),
        figure("casebook_items_rejected_total", "counter", "Items refused, by partial success.", totals.rejected),
        figure("casebook_items_quarantined_total", "counter", "Items put into quarantine.", totals.quarantined),
        figure("casebook_requests_failed_total", "counter", "OTLP requests not answered with 200.", totals.failures),
        figure("casebook_writes_waiting", "gauge", "Writes sent to the writer and not yet answered.", writer.waiting()),
        figure(
          "casebook_bytes_in_flight",
          "gauge",
          "Bytes of OTLP bodies and site tables held, after decompression.",
          budget.used(),
        ),
      ].join(""),
  };
}

function figure(name: string, type: "counter" | "gauge", help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`;
}
