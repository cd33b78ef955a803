import type { SiteTable } from "../../../lib/contract/sites";
import type { TraceDetail } from "../../../lib/contract/trace";
import type { ExecutionRecord } from "../replay";
import { CliError } from "./cli-error";
import type { ReplayConfig } from "./replay-config";
import { request, type Server } from "./server";

const concurrency = 8;

/** Does something for each of many, a few at a time. @returns what came of each, in their order */
export async function forEachOf<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as Item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return results;
}

async function fetchJson<Body>(server: Server, path: string): Promise<Body> {
  return (await (await request(server, path)).json()) as Body;
}

/** Every item of a keyset-paginated list, page by page. */
export async function* fetchAll<Item>(server: Server, path: string, query: URLSearchParams): AsyncGenerator<Item> {
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = new URLSearchParams(query);
    if (cursor !== "") page.set("cursor", cursor);
    const body: { items: Item[]; nextCursor: string | null } = await fetchJson(server, `${path}?${page}`);
    yield* body.items;
    cursor = body.nextCursor;
  }
}

/** The executions of a trace. @returns undefined where the project has no such trace (any more) */
export async function fetchRecords(
  server: Server,
  { replay }: ReplayConfig,
  traceId: string,
): Promise<ExecutionRecord[] | undefined> {
  try {
    return replay.recordsOf(await fetchJson<TraceDetail>(server, `/api/v1/traces/${traceId}`));
  } catch (error) {
    if (error instanceof CliError && error.exit === "refused" && error.message.includes(" 404:")) return undefined;
    throw error;
  }
}

/** Site tables of recorded code by digest; each is asked for once. */
export class SiteTables {
  private readonly known = new Map<string, Promise<SiteTable | undefined>>();
  private readonly server: Server;

  constructor(server: Server) {
    this.server = server;
  }

  /** Those of a record's branches; what the server does not have is left out. */
  async of(record: ExecutionRecord): Promise<{ [sha256: string]: SiteTable }> {
    const digests = [...new Set(record.branches.flatMap(({ sites }) => sites))];
    const tables = await Promise.all(digests.map(async (sha256) => [sha256, await this.get(sha256)] as const));
    return Object.fromEntries(tables.filter((pair): pair is [string, SiteTable] => pair[1] !== undefined));
  }

  private get(sha256: string): Promise<SiteTable | undefined> {
    const known =
      this.known.get(sha256) ?? fetchJson<SiteTable>(this.server, `/api/v1/sites/${sha256}`).catch(() => undefined);
    this.known.set(sha256, known);
    return known;
  }
}
