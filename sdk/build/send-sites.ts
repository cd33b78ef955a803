import { pushSites } from "../src/capture/push-sites";
import { tellOnce } from "../src/tell-once";
import type { BuiltTable } from "./instrument";
import type { BuildOptions } from "./options";

/** Longest time that a build waits for the server, in milliseconds. */
const patienceMs = 10_000;

/**
 * Sends a build's site tables where an endpoint and a key are configured. A server that is down or slow costs the build
 * one line and at most some seconds: the running program sends its tables as well.
 */
export async function sendSites(tables: readonly BuiltTable[], options: BuildOptions): Promise<void> {
  const endpoint = options.endpoint ?? process.env.CASEBOOK_URL;
  const key = options.apiKey ?? process.env.CASEBOOK_API_KEY;
  if (!endpoint || !key || tables.length === 0) return;
  // The sockets alone would not keep a build's process alive until the server has answered.
  const held = setTimeout(() => {}, patienceMs);
  const outcome = await pushSites(tables, { endpoint, key }, { signal: AbortSignal.timeout(patienceMs), attempts: 4 });
  clearTimeout(held);
  const why = outcome.refused[0]?.message ?? outcome.reason;
  if (why === undefined) return;
  const missing = outcome.refused.length + outcome.left;
  tellOnce("warn", `casebook: ${missing} of ${tables.length} site tables were not sent to ${endpoint}: ${why}`);
}
