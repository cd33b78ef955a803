import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeTraces } from "../../lib/otlp/decode";
import type { Span } from "../../lib/otlp/types";

export type Receiver = {
  url: string;
  spans: Span[];
  /** Authorization header of each request. */
  keys: (string | undefined)[];
  paths: (string | undefined)[];
  named: (name: string) => Span;
  close: () => Promise<void>;
};

/** A real OTLP/HTTP door that keeps the spans it is sent. */
export async function startReceiver(): Promise<Receiver> {
  const spans: Span[] = [];
  const keys: (string | undefined)[] = [];
  const paths: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    keys.push(request.headers.authorization);
    paths.push(request.url);
    spans.push(...decodeTraces(Buffer.concat(chunks), request.headers["content-type"] ?? "").items);
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    keys,
    paths,
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
