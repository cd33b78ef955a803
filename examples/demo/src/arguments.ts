import { parseArgs } from "node:util";

export type DemoArguments = { endpoint: string; key: string | undefined; count: number; nowMs: number };

const hourMs = 3_600_000;

/**
 * Reads the command line; `CASEBOOK_URL` and `CASEBOOK_API_KEY` stand in for endpoint and key. The end of the six
 * weeks is the last full hour, so that loading again soon sends the very same spans.
 */
export function readArguments(argv: string[], env: Record<string, string | undefined>): DemoArguments {
  const { values } = parseArgs({
    args: argv,
    options: {
      endpoint: { type: "string", default: env.CASEBOOK_URL ?? "http://127.0.0.1:3000" },
      key: { type: "string", ...(env.CASEBOOK_API_KEY && { default: env.CASEBOOK_API_KEY }) },
      count: { type: "string", default: "3000" },
      now: { type: "string" },
    },
  });
  const count = Number(values.count);
  if (!Number.isInteger(count) || count < 1) throw new Error("--count must be a whole number from 1.");
  const nowMs = values.now === undefined ? Math.floor(Date.now() / hourMs) * hourMs : Date.parse(values.now);
  if (Number.isNaN(nowMs)) throw new Error("--now must be a time such as 2026-01-31T12:00:00Z.");
  return { endpoint: values.endpoint, key: values.key, count, nowMs };
}
