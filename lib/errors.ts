import type { ErrorBody } from "./contract/error";

const statusByKind = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  not_allowed: 405,
  timeout: 408,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  invalid: 422,
  limited: 429,
  internal: 500,
  busy: 503,
} as const;

type ErrorKind = keyof typeof statusByKind;
/** `kind:thing`, such as `not_found:trace` or `invalid:label`. */
export type ErrorCode = `${ErrorKind}:${string}`;

/**
 * An error a user can act on. Its HTTP status follows from the kind in front of the code's colon; `field` names
 * the part of the input that was wrong.
 */
export class CasebookError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "CasebookError";
    this.code = code;
    this.field = options.field;
  }

  /** By name, not by class: Next bundles a copy of its own, and errors cross from the server's copy to that one. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "CasebookError";
  }

  get status(): number {
    return statusByKind[this.code.slice(0, this.code.indexOf(":")) as ErrorKind];
  }
}

/** Turns anything thrown into status and body; what is not a CasebookError is told only as `internal:error`. */
export function toErrorBody(error: unknown): { status: number; body: ErrorBody } {
  if (!(error instanceof CasebookError)) {
    const message = "Casebook could not finish this. The server's log has the cause.";
    return { status: 500, body: { error: { code: "internal:error", message } } };
  }
  const { code, message, field, status } = error;
  return { status, body: { error: field === undefined ? { code, message } : { code, message, field } } };
}
