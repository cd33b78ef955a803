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

const known = new Map<string, boolean>();
const maxKnown = 2_000;
const longestKnown = 100;

/** True for a property name whose value must not be recorded: `apiKey`, `user_password`, `x-auth-token`, … */
export function isSecretKey(key: string): boolean {
  if (settings.redactKeys.size > 0 && settings.redactKeys.has(key.toLowerCase())) return true;
  return known.get(key) ?? learn(key);
}

/** The same few names come again and again; keys that are data (ids) must not fill the memory. */
function learn(key: string): boolean {
  const isSecret = holdsSecretWord(key);
  if (known.size < maxKnown && key.length <= longestKnown) known.set(key, isSecret);
  return isSecret;
}

function holdsSecretWord(key: string): boolean {
  const words = key
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word, index) => secretWords.has(word) || secretPairs.has(`${word} ${words[index + 1]}`));
}
