import { CasebookError } from "../errors";

type OtlpEncoding = "protobuf" | "json";

const encodings = new Map<string, OtlpEncoding>([
  ["application/x-protobuf", "protobuf"],
  ["application/protobuf", "protobuf"],
  ["application/json", "json"],
]);

/**
 * Which encoding a `Content-Type` names; parameters such as the charset are ignored.
 * @throws CasebookError `unsupported:content_type` for any other type
 */
export function requireEncoding(contentType: string): OtlpEncoding {
  const encoding = encodings.get(mediaType(contentType));
  if (encoding) return encoding;
  throw new CasebookError("unsupported:content_type", "Send OTLP as application/x-protobuf or application/json.", {
    field: "content-type",
  });
}

/** The encoding to answer in: the request's own, and JSON where that is neither of OTLP's. */
export function responseEncoding(contentType: string): OtlpEncoding {
  return encodings.get(mediaType(contentType)) ?? "json";
}

function mediaType(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}
