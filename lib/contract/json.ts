import { z } from "zod";

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;

/** False for a value of more levels of lists and objects: whoever walks through it may run out of stack. */
export function isShallow(value: Json | undefined, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (levels <= 0) return false;
  for (const item of Object.values(value)) if (!isShallow(item, levels - 1)) return false;
  return true;
}
