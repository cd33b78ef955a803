import type { JoinedSpan } from "./convention";
import type { Draft } from "./draft";
import { asText, firstNumber, firstText } from "./values";

/**
 * What went wrong in a call: from the status, `error.type`, an exception event or log, or an HTTP status.
 * Clients leave the status unset or even OK; then an exception counts only where no answer came.
 */
export function readError({ span, logs }: JoinedSpan, hasAnswer: boolean): Draft["error"] {
  const { attributes } = span;
  const exception =
    span.events.find(({ attributes: event }) => event["exception.type"] ?? event["exception.message"])?.attributes ??
    logs.find(({ attributes: event }) => event["exception.type"] ?? event["exception.message"])?.attributes;
  const type = firstText(attributes, "error.type");
  const httpStatus = firstNumber(attributes, "http.response.status_code", "http.status_code");
  const failed =
    span.status.code === 2 ||
    (!hasAnswer && (exception !== undefined || type !== undefined || (httpStatus ?? 0) >= 400));
  if (!failed) return undefined;
  return {
    name: asText(exception?.["exception.type"]) ?? type ?? (httpStatus ? `HTTP ${httpStatus}` : "Error"),
    message:
      span.status.message || asText(exception?.["exception.message"]) || firstText(attributes, "error.message") || "",
  };
}
