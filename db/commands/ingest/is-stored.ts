import { isDeepStrictEqual } from "node:util";

/**
 * True when a stored row already says what a derived one would: a trace is derived anew for every span that arrives,
 * and most of it stays as it was. Columns the derived row does not have are left out.
 */
export function isStored(row: object, stored: object | undefined): boolean {
  if (!stored) return false;
  return Object.entries(row).every(([key, value]) =>
    isDeepStrictEqual(value ?? null, (stored as { [key: string]: unknown })[key] ?? null),
  );
}
