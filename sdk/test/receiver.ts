import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { type SiteTable, siteTable } from "../../lib/contract/sites";
import { decodeTraces } from "../../lib/otlp/decode";
import type { Span } from "../../lib/otlp/types";

export type Receiver = {
  url: string;
  spans: Span[];
  /** Authorization header of each request. */
  keys: (string | undefined)[];
  paths: (string | undefined)[];
  /** Site tables by their digest, which is checked as the server checks it. */
  tables: Map<string, SiteTable>;
  named: (name: string) => Span;
  close: () => Promise<void>;
};

/**
 * A real OTLP/HTTP door that keeps the spans and site tables it is sent.
 * @param packed the package that it hands out at `/casebook.tgz`, as Casebook does
 */
export async function startReceiver({ packed }: { packed?: Buffer } = {}): Promise<Receiver> {
  const spans: Span[] = [];
  const keys: (string | undefined)[] = [];
  const paths: (string | undefined)[] = [];
  const tables = new Map<string, SiteTable>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    keys.push(request.headers.authorization);
    paths.push(request.url);
    if (request.url === "/casebook.tgz") return void response.end(packed);
    const [, digest] = /^\/api\/v1\/sites\/([0-9a-f]{64})$/.exec(request.url ?? "") ?? [];
    if (digest !== undefined) {
      const text = gunzipSync(Buffer.concat(chunks)).toString("utf8");
      const isTrue = createHash("sha256").update(text).digest("hex") === digest;
      if (isTrue) tables.set(digest, siteTable.parse(JSON.parse(text)));
      return void response.writeHead(isTrue ? 201 : 422).end();
    }
    spans.push(...decodeTraces(Buffer.concat(chunks), request.headers["content-type"] ?? "").items);
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    keys,
    paths,
    tables,
    named: (name) => {
      const found = spans.find((span) => span.attributes["casebook.name"] === name);
      if (!found) throw new Error(`No span named ${name} arrived.`);
      return found;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** An attribute's JSON text, parsed. */
export function jsonOf(span: Span, attribute: string): unknown {
  const text = span.attributes[attribute];
  return typeof text === "string" ? JSON.parse(text) : undefined;
}
