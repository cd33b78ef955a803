import type { ClientRequest, RequestOptions } from "node:http";
import type { PushedTable, SitesServer } from "./push-sites";

type Answer = { status: number; body: string };

const patienceMs = 30_000;
const maxAnswer = 10_000;

/** One try. @throws what kept the request from being answered */
export async function post(
  { sha256, text }: PushedTable,
  { endpoint, key }: SitesServer,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const url = new URL(`${endpoint.replace(/\/+$/, "")}/api/v1/sites/${sha256}`);
  const headers = {
    "content-type": "application/json",
    "content-encoding": "gzip",
    ...(key && { authorization: `Bearer ${key}` }),
  };
  const body = await gzip(text);
  const request = builtin(url.protocol === "https:" ? "node:https" : "node:http")?.request;
  return request ? byNode(request, url, headers, body, signal) : byFetch(url, headers, body, signal);
}

type Headers = Record<string, string>;
type RequestFunction = (url: URL, options: RequestOptions) => ClientRequest;

/** `fetch` would keep the process alive until it is answered; a socket of Node's own need not. */
function byNode(
  request: RequestFunction,
  url: URL,
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "PUT", headers, timeout: patienceMs, ...(signal && { signal }) });
    sent.on("socket", (socket) => socket.unref());
    sent.on("timeout", () => sent.destroy(new Error(`no answer in ${patienceMs / 1000} s`)));
    sent.on("error", reject);
    sent.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        if (text.length < maxAnswer) text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
      response.on("error", reject);
    });
    sent.end(body);
  });
}

async function byFetch(
  url: URL,
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const ends = [AbortSignal.timeout(patienceMs), ...(signal ? [signal] : [])];
  const response = await fetch(url, { method: "PUT", headers, body, signal: AbortSignal.any(ends) });
  return { status: response.status, body: (await response.text()).slice(0, maxAnswer) };
}

async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** The SDK is built for every runtime, so Node's own modules are asked for and not imported. */
function builtin(name: "node:http" | "node:https"): { request: RequestFunction } | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  return process?.getBuiltinModule?.(name) as { request: RequestFunction } | undefined;
}
