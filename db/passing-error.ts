/** SQLite and PostgreSQL codes that say "not now": full disk, lock, lost connection, too many connections. */
const passingCodes =
  /^(SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM)|08|53|57P0|40001|40P01|ECONN|EPIPE|ETIMEDOUT)/;
/** What pg says without a code when its connection is lost. */
const passingMessages = /^(Connection terminated|Client has encountered a connection error)/;

/** True for a failure that the database may get over: the same write may succeed later. */
export function isPassingError(error: unknown): boolean {
  const { code, message, cause } = (error ?? {}) as { code?: unknown; message?: unknown; cause?: unknown };
  if (typeof code === "string" && passingCodes.test(code)) return true;
  if (typeof message === "string" && passingMessages.test(message)) return true;
  // Queries wrap what the driver said.
  return cause !== undefined && cause !== error && isPassingError(cause);
}
