import { type IngestResult, ingestLogs, ingestSpans } from "@/db/commands/ingest";
import { decodeLogs, decodeTraces } from "@/lib/otlp/decode";
import type { Redactor } from "@/lib/redact";
import type { Job } from "./commit-group";
import type { WriterRequest } from "./messages";

type OtlpRequest = Extract<WriterRequest, { kind: "otlp" }>;

/** A request's bytes as a write: decoded when its turn comes, so that waiting requests stay as small as they came. */
export function otlpJob(request: OtlpRequest, redactor: Redactor | undefined): Job {
  const { project, signal, contentType, publicUrl, bytes } = request;
  return async (db, context): Promise<IngestResult> => {
    if (signal === "logs") {
      const read = decodeLogs(bytes, contentType);
      const decoded = redactor?.logs(read) ?? read;
      return ingestLogs(db, { project, decoded, publicUrl }, context);
    }
    const read = decodeTraces(bytes, contentType);
    const decoded = redactor?.traces(read) ?? read;
    return ingestSpans(db, { project, decoded, publicUrl }, context);
  };
}
