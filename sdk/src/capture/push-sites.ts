import { post } from "./post";

/** One file's site table as the transform made it: its JSON text and the SHA-256 of that text, in hex. */
export type PushedTable = { sha256: string; text: string };

/** Where Casebook listens; the key needs the scope `ingest`. */
export type SitesServer = { endpoint: string; key?: string | undefined };

export type PushOptions = {
  /** Ends it early; what has not been acknowledged is left. */
  signal?: AbortSignal | undefined;
  /** Tries per table, 8 unless told: with the waits between them about a minute. */
  attempts?: number | undefined;
  /** The first wait between two tries in milliseconds, 250 unless told; each next one is twice as long, up to 30 s. */
  firstWaitMs?: number | undefined;
};

/** What became of the tables: stored (now or before), refused for good, or left because the server never answered. */
export type PushOutcome = {
  stored: number;
  refused: { sha256: string; message: string }[];
  left: number;
  /** Why tables are left. */
  reason?: string;
};

const concurrency = 4;
const longestWaitMs = 30_000;

/**
 * Sends site tables to `PUT /api/v1/sites/{sha256}`, gzipped, each until it is acknowledged, refused, or out of tries.
 * Never rejects, and never keeps a process alive by itself: whoever wants to wait for it holds the process.
 */
export async function pushSites(
  tables: readonly PushedTable[],
  server: SitesServer,
  options: PushOptions = {},
): Promise<PushOutcome> {
  const outcome: PushOutcome = { stored: 0, refused: [], left: 0 };
  const open = [...new Map(tables.map((table) => [table.sha256, table])).values()];
  const work = async () => {
    for (let table = open.shift(); table; table = open.shift()) await pushOne(table, server, options, outcome);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return outcome;
}

async function pushOne(table: PushedTable, server: SitesServer, options: PushOptions, outcome: PushOutcome) {
  const { signal, attempts = 8, firstWaitMs = 250 } = options;
  let reason = "it was ended";
  for (let attempt = 0; attempt < attempts && !signal?.aborted; attempt++) {
    if (attempt > 0) await wait(Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs), signal);
    if (signal?.aborted) break;
    const answer = await post(table, server, signal).catch((error: unknown) => ({ error }));
    if ("error" in answer) {
      reason = answer.error instanceof Error ? answer.error.message || answer.error.name : String(answer.error);
    } else if (answer.status < 300) {
      outcome.stored++;
      return;
    } else if (answer.status === 408 || answer.status === 429 || answer.status >= 500) {
      reason = `the server answered ${answer.status}`;
    } else {
      outcome.refused.push({ sha256: table.sha256, message: `${answer.status} ${messageOf(answer.body)}`.trim() });
      return;
    }
  }
  outcome.left++;
  outcome.reason ??= reason;
}

function messageOf(body: string): string {
  try {
    const parsed = JSON.parse(body) as { error?: { message?: unknown } };
    return typeof parsed.error?.message === "string" ? parsed.error.message : "";
  } catch {
    return body.slice(0, 200);
  }
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer: unknown = setTimeout(resolve, ms);
    (timer as { unref?: () => void }).unref?.();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}
