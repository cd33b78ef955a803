import { settings } from "./configure";

const secretWords = new Set([
  "password",
  "passwd",
  "pwd",
  "passphrase",
  "secret",
  "secrets",
  "token",
  "authorization",
  "cookie",
  "cookies",
  "credential",
  "credentials",
  "apikey",
  "bearer",
  "cvv",
  "cvc",
]);
const secretPairs = new Set(["api key", "private key", "access key", "client key", "session id", "secret key"]);

/** True for a property name whose value must not be recorded: `apiKey`, `user_password`, `x-auth-token`, … */
export function isSecretKey(key: string): boolean {
  if (settings.redactKeys.has(key.toLowerCase())) return true;
  const words = key
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word, index) => secretWords.has(word) || secretPairs.has(`${word} ${words[index + 1]}`));
}
