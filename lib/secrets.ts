import { createHash, randomBytes } from "node:crypto";

/** A fresh secret of 192 random bits behind a prefix that says what it is. */
export function createSecret(prefix: "cb" | "session" | "link"): string {
  return `${prefix}_${randomBytes(24).toString("base64url")}`;
}

/** SHA-256 of a key, session token or link token, as hex: what the database holds in its place. */
export function digestSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
