import { processWide } from "../process-wide";
import { tellLost } from "../tell-lost";
import { type PushedTable, pushSites, type SitesServer } from "./push-sites";

/** Time between two rounds for tables that the server has not acknowledged, in milliseconds. */
const roundMs = 60_000;

type Sender = {
  known: Set<string>;
  waiting: Map<string, PushedTable>;
  chosen: SitesServer | undefined;
  round: { ended: Promise<void>; abort: AbortController } | undefined;
  isScheduled: boolean;
};

const sender = processWide<Sender>("sites", () => ({
  known: new Set(),
  waiting: new Map(),
  chosen: undefined,
  round: undefined,
  isScheduled: false,
}));

/** A module's site table, noted the first time one of its functions is entered; it is sent later, off the workflow's way. */
export function noteTable(sha256: string, text: () => string): void {
  if (sender.known.has(sha256)) return;
  sender.known.add(sha256);
  sender.waiting.set(sha256, { sha256, text: text() });
  schedule(0);
}

/** Where tables go from now on, each again where that is another server; undefined leaves it to the environment. */
export function sendTablesTo(server: SitesServer | undefined): void {
  if (server?.endpoint !== sender.chosen?.endpoint) sender.known.clear();
  sender.chosen = server;
  schedule(0);
}

/**
 * Waits until every noted table is acknowledged or refused, and gives up after a while: then says so in one line.
 * @param patienceMs longest wait
 */
export async function tablesSent(patienceMs: number): Promise<void> {
  let isOver = false;
  // A timer that keeps the process alive meanwhile: the sockets of the sender do not.
  const held = setTimeout(() => {
    isOver = true;
    sender.round?.abort.abort();
  }, patienceMs);
  await sender.round?.ended;
  if (!isOver) await sendRound();
  clearTimeout(held);
}

function schedule(ms: number): void {
  if (sender.isScheduled || sender.waiting.size === 0) return;
  sender.isScheduled = true;
  const timer: unknown = setTimeout(() => {
    sender.isScheduled = false;
    void sendRound();
  }, ms);
  (timer as { unref?: () => void }).unref?.();
}

/** One round at a time; what is noted meanwhile is sent in the next. */
async function sendRound(): Promise<void> {
  const server = sender.chosen ?? serverOfEnvironment();
  if (!server || sender.waiting.size === 0 || sender.round) return sender.round?.ended;
  const abort = new AbortController();
  sender.round = { abort, ended: send([...sender.waiting.values()], server, abort.signal) };
  await sender.round.ended;
  sender.round = undefined;
  schedule(roundMs);
}

async function send(tables: PushedTable[], server: SitesServer, signal: AbortSignal): Promise<void> {
  const { refused, left, reason } = await pushSites(tables, server, { signal });
  if (left === 0) for (const { sha256 } of tables) sender.waiting.delete(sha256);
  const why = refused[0]?.message ?? reason;
  if (why !== undefined) tellLost(server.endpoint, why);
}

function serverOfEnvironment(): SitesServer | undefined {
  const { CASEBOOK_URL: endpoint, CASEBOOK_API_KEY: key } =
    (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
  return endpoint && key ? { endpoint, key } : undefined;
}
