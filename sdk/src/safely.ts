import { diag } from "@opentelemetry/api";

/** Runs a piece of recording; what goes wrong in it is told to OpenTelemetry's diagnostics and never to the workflow. */
export function safely<Result>(record: () => Result): Result | undefined {
  try {
    return record();
  } catch (error) {
    try {
      diag.debug("casebook: not recorded", error);
    } catch {
      // A diagnostics logger that throws must not reach the workflow either.
    }
    return undefined;
  }
}
