import { tellOnce } from "../tell-once";
import { type PushedTable, pushSites, type SitesServer } from "./push-sites";

/** Time between two rounds for tables that the server has not acknowledged, in milliseconds. */
const roundMs = 60_000;

const known = new Set<string>();
const waiting = new Map<string, PushedTable>();
let chosen: SitesServer | undefined;
let round: { ended: Promise<void>; abort: AbortController } | undefined;
let isScheduled = false;

/** A module's site table, noted the first time one of its functions is entered; it is sent later, off the workflow's way. */
export function noteTable(sha256: string, text: () => string): void {
  if (known.has(sha256)) return;
  known.add(sha256);
  waiting.set(sha256, { sha256, text: text() });
  schedule(0);
}

/** Where tables go from now on; undefined leaves it to the environment. */
export function sendTablesTo(server: SitesServer | undefined): void {
  chosen = server;
  schedule(0);
}

/**
 * Waits until every noted table is acknowledged or refused, and gives up after a while: then says so in one line.
 * @param patienceMs longest wait
 */
export async function tablesSent(patienceMs: number): Promise<void> {
  const deadline = AbortSignal.timeout(patienceMs);
  // Keeps the process alive meanwhile: the sockets of the sender do not.
  const held = setTimeout(() => {}, patienceMs);
  const end = () => round?.abort.abort();
  deadline.addEventListener("abort", end, { once: true });
  await round?.ended;
  if (!deadline.aborted) await sendRound();
  deadline.removeEventListener("abort", end);
  clearTimeout(held);
}

function schedule(ms: number): void {
  if (isScheduled || waiting.size === 0) return;
  isScheduled = true;
  const timer: unknown = setTimeout(() => {
    isScheduled = false;
    void sendRound();
  }, ms);
  (timer as { unref?: () => void }).unref?.();
}

/** One round at a time; what is noted meanwhile is sent in the next. */
async function sendRound(): Promise<void> {
  const server = chosen ?? serverOfEnvironment();
  if (!server || waiting.size === 0 || round) return round?.ended;
  const abort = new AbortController();
  round = { abort, ended: send([...waiting.values()], server, abort.signal) };
  await round.ended;
  round = undefined;
  schedule(roundMs);
}

async function send(tables: PushedTable[], server: SitesServer, signal: AbortSignal): Promise<void> {
  const { refused, left, reason } = await pushSites(tables, server, { signal });
  if (left === 0) for (const { sha256 } of tables) waiting.delete(sha256);
  const why = refused[0]?.message ?? (left > 0 && signal.aborted ? "no answer in time" : reason);
  if (why === undefined) return;
  tellOnce(
    "warn",
    `casebook: sources of captured branches have not reached ${server.endpoint}: ${why}`,
    server.endpoint,
  );
}

function serverOfEnvironment(): SitesServer | undefined {
  const { CASEBOOK_URL: endpoint, CASEBOOK_API_KEY: key } =
    (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
  return endpoint && key ? { endpoint, key } : undefined;
}
