import { setTimeout as wait } from "node:timers/promises";
import { CliError } from "./cli-error";
import type { Io } from "./io";

/** The server and key a command talks to. */
export type Server = { endpoint: string; key: string | undefined };

/** Options every command that talks to the server takes. */
export const serverOptions = { endpoint: { type: "string" }, key: { type: "string" } } as const;

/** `--endpoint` and `--key`, else `CASEBOOK_URL` and `CASEBOOK_API_KEY`. */
export function chooseServer(given: { endpoint?: string | undefined; key?: string | undefined }, io: Io): Server {
  const endpoint = given.endpoint ?? io.env.CASEBOOK_URL ?? "http://127.0.0.1:3000";
  if (!URL.canParse(endpoint)) throw new CliError("usage", `${endpoint} is not an address.`);
  return { endpoint: endpoint.replace(/\/+$/, ""), key: given.key ?? io.env.CASEBOOK_API_KEY };
}

const attempts = 6;

/**
 * Sends a request and repeats it while the server is busy or away.
 * @throws CliError `refused` with the server's own message, `unreachable`
 */
export async function request(server: Server, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = {
    ...(init.headers as Record<string, string>),
    ...(server.key && { authorization: `Bearer ${server.key}` }),
  };
  for (let attempt = 1; ; attempt++) {
    const response = await tryFetch(`${server.endpoint}${path}`, { ...init, headers });
    if (response?.ok) return response;
    if (response && response.status !== 429 && response.status < 502) throw await refusal(response);
    if (attempt === attempts) {
      const why = response ? "stays too busy" : "cannot be reached";
      throw new CliError("unreachable", `${server.endpoint} ${why}.`);
    }
    await response?.body?.cancel();
    await wait(waitMs(response, attempt));
  }
}

/** An answer, or undefined where there is no server to give one. */
async function tryFetch(url: string, init: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(url, init);
  } catch {
    return undefined;
  }
}

function waitMs(response: Response | undefined, attempt: number): number {
  const seconds = Number(response?.headers.get("retry-after"));
  return seconds > 0 ? Math.min(seconds, 30) * 1000 : 100 * 2 ** attempt;
}

async function refusal(response: Response): Promise<CliError> {
  const text = (await response.text()).slice(0, 2_000);
  const message = messageOf(text) ?? text;
  return new CliError("refused", `The server answered ${response.status}: ${message}`);
}

/** The message of Casebook's JSON error, or of an OTLP status. */
function messageOf(text: string): string | undefined {
  try {
    const body = JSON.parse(text) as { error?: { message?: string }; message?: string };
    return body.error?.message ?? body.message;
  } catch {
    return undefined;
  }
}
