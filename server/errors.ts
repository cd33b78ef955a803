import { isPassingError } from "@/db/passing-error";
import { CasebookError, type ErrorCode } from "@/lib/errors";

/** An error in the form that crosses from the writer thread, where prototypes are lost. */
export type PlainError = { code: ErrorCode; message: string; field: string | undefined };

/** Makes any error plain; what the database may get over becomes `busy:database`, so that clients send again. */
export function toPlainError(error: unknown): PlainError {
  if (error instanceof CasebookError) return { code: error.code, message: error.message, field: error.field };
  console.error(error);
  if (isPassingError(error)) {
    return { code: "busy:database", message: "The database cannot write just now. Try again.", field: undefined };
  }
  return { code: "internal:write", message: "The write failed. The server's log has the cause.", field: undefined };
}

export function fromPlainError({ code, message, field }: PlainError): CasebookError {
  return new CasebookError(code, message, field === undefined ? {} : { field });
}
