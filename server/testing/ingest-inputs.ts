import { request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import {
  emptyAttributesBody,
  emptyItemsBody,
  jsonSpan,
  logsBody,
  protobufBody,
  stringAttribute,
  traceId,
  tracesBody,
} from "./otlp-bodies";
import { type SpawnedServer, testKey } from "./spawn-server";

/** What an input may use: the server, and a fresh project with a key for each purpose. */
export type Bench = {
  server: SpawnedServer;
  project: string;
  keys: { ingest: string; readOnly: string; revoked: string };
  maxBodyBytes: number;
};

export type Answer = { status: number; contentType: string; body: Uint8Array };

/** Sends one input of docs/reference/ingest.md and returns every answer that the table speaks of. */
type Input = (bench: Bench) => Promise<Answer[]>;

const json = "application/json";
const protobuf = "application/x-protobuf";
const hostile = `<script>alert(1)</script><img src=x onerror=alert(1)>\u001b[2J\u001b]0;owned\u0007 =cmd|' /C calc'!A0 \`\${x}\``;
const earlier = { endTimeUnixNano: "1754500000500000000", name: "earlier" };

export const inputs: { [name: string]: Input } = {
  "one span as protobuf": (bench) => send(bench, { body: protobufBody(), type: protobuf }),
  "one span as JSON": (bench) => send(bench, { body: tracesBody(jsonSpan()) }),
  "one span as gzipped JSON": (bench) =>
    send(bench, { body: gzipSync(tracesBody(jsonSpan())), headers: { "content-encoding": "gzip" } }),
  "one span under a path prefix": (bench) =>
    send(bench, { path: "/api/public/otel/v1/traces", body: tracesBody(jsonSpan()) }),
  "empty protobuf body": (bench) => send(bench, { body: new Uint8Array(), type: protobuf }),
  "empty JSON object": (bench) => send(bench, { body: "{}" }),
  "the same request twice": async (bench) => {
    const body = tracesBody(jsonSpan(), jsonSpan({ spanId: "aaa19b7ec3c1b174" }));
    return [...(await send(bench, { body })), ...(await send(bench, { body }))];
  },
  "the same span id twice in one request with other content": (bench) =>
    send(bench, { body: tracesBody(jsonSpan(), jsonSpan(earlier)) }),
  "a conflict whose second version ended later": async (bench) => {
    await send(bench, { body: tracesBody(jsonSpan(earlier)) });
    return send(bench, { body: tracesBody(jsonSpan()) });
  },
  "a conflict whose second version ended earlier": async (bench) => {
    await send(bench, { body: tracesBody(jsonSpan()) });
    return send(bench, { body: tracesBody(jsonSpan(earlier)) });
  },
  "a log record of a span": (bench) => sendLogs(bench, logRecord({ traceId, spanId: "eee19b7ec3c1b174" })),
  "a log record without a span": (bench) => sendLogs(bench, logRecord({})),
  "a log record twice": (bench) => sendLogs(bench, logRecord({}), logRecord({})),
  "a log record with a wrong trace id": (bench) => sendLogs(bench, logRecord({ traceId: "xyz" })),
  "a bad span id among good ones": (bench) =>
    send(bench, {
      body: tracesBody(jsonSpan(), jsonSpan({ spanId: "not-an-id" }), jsonSpan({ spanId: "bbb19b7ec3c1b174" })),
    }),
  "300 spans with bad ids": (bench) =>
    send(bench, {
      body: tracesBody(...Array.from({ length: 300 }, (_, index) => jsonSpan({ spanId: `bad ${index}` }))),
    }),
  "a span with 5,000 attributes": (bench) => {
    const attributes = Array.from({ length: 5000 }, (_, index) => stringAttribute(`key ${index}`, "text"));
    return send(bench, { body: tracesBody(jsonSpan({ attributes })) });
  },
  "a 30 MB attribute": (bench) =>
    send(bench, {
      body: tracesBody(jsonSpan({ attributes: [stringAttribute("casebook.input", "x".repeat(30_000_000))] })),
    }),
  "NUL and lone surrogates": (bench) =>
    send(bench, { body: tracesBody(jsonSpan(textEverywhere("nul \u0000 high \ud83d low \ude00 pair \u{1f600}"))) }),
  "markup and terminal escapes in every text field": (bench) =>
    send(bench, { body: tracesBody(jsonSpan(textEverywhere(hostile))) }),
  "a span nested 10,000 levels deep in JSON": (bench) => send(bench, { body: deepBody(10_000) }),
  "a trace whose parents form a ring": (bench) =>
    send(bench, {
      body: tracesBody(
        jsonSpan({ parentSpanId: "bbb19b7ec3c1b174" }),
        jsonSpan({ spanId: "bbb19b7ec3c1b174", parentSpanId: "eee19b7ec3c1b174" }),
      ),
    }),
  "malformed protobuf": (bench) => send(bench, { body: Uint8Array.of(0x0a, 0xff, 0x01, 0x02), type: protobuf }),
  "malformed JSON": (bench) => send(bench, { body: '{"resourceSpans":[' }),
  "truncated gzip": (bench) =>
    send(bench, {
      body: gzipSync(tracesBody(jsonSpan())).subarray(0, 40),
      headers: { "content-encoding": "gzip" },
    }),
  "plain bytes declared as gzip": (bench) =>
    send(bench, { body: tracesBody(jsonSpan()), headers: { "content-encoding": "gzip" } }),
  "no key": (bench) => send(bench, { body: tracesBody(jsonSpan()), key: null }),
  "wrong key": (bench) => send(bench, { body: tracesBody(jsonSpan()), key: "cb_nobody_has_this_one" }),
  "revoked key": (bench) => send(bench, { body: tracesBody(jsonSpan()), key: bench.keys.revoked }),
  "key without the scope ingest": (bench) => send(bench, { body: tracesBody(jsonSpan()), key: bench.keys.readOnly }),
  "bootstrap key for an unknown project": (bench) =>
    send(bench, { path: "/v1/traces?project=nowhere", body: tracesBody(jsonSpan()), key: testKey }),
  metrics: (bench) => send(bench, { path: "/v1/metrics", body: "{}" }),
  "wrong method": (bench) => send(bench, { method: "GET" }),
  "a body that stops coming": (bench) => sendSlowly(bench, { body: tracesBody(jsonSpan()), stopsAfter: 20 }),
  "gzip bomb": (bench) =>
    send(bench, {
      body: gzipSync(Buffer.alloc(bench.maxBodyBytes * 2, 32)),
      headers: { "content-encoding": "gzip" },
    }),
  "plain body over the limit": (bench) => send(bench, { body: " ".repeat(bench.maxBodyBytes + 1) }),
  "empty spans up to the limit, gzipped": (bench) =>
    sendGzipped(bench, { body: emptyItemsBody(bench.maxBodyBytes), type: protobuf }),
  "empty JSON objects up to the limit, gzipped": (bench) =>
    sendGzipped(bench, {
      body: `{"resourceSpans":[{"scopeSpans":[{"spans":[${"{},".repeat(bench.maxBodyBytes / 3 - 20)}{}]}]}]}`,
    }),
  "empty log records up to the limit, gzipped": (bench) =>
    sendGzipped(bench, { path: "/v1/logs", body: emptyItemsBody(bench.maxBodyBytes), type: protobuf }),
  "a million empty attributes of one span": (bench) =>
    send(bench, { body: emptyAttributesBody(1_000_000), type: protobuf }),
  "a million empty values of one attribute": (bench) => {
    const value = { arrayValue: { values: new Array(1_000_000).fill({}) } };
    return send(bench, { body: tracesBody(jsonSpan({ attributes: [{ key: "list", value }] })) });
  },
  "wrong content type": (bench) => send(bench, { body: tracesBody(jsonSpan()), type: "text/plain" }),
  "unknown content encoding": (bench) =>
    send(bench, { body: tracesBody(jsonSpan()), headers: { "content-encoding": "br" } }),
  "CORS preflight": (bench) =>
    send(bench, {
      method: "OPTIONS",
      headers: { origin: "https://app.example.org", "access-control-request-method": "POST" },
    }),
  "64 slow large bodies at once": (bench) =>
    Promise.all(
      Array.from({ length: 64 }, async (_, index) => {
        const id = { traceId: (index + 1).toString(16).padStart(32, "0") };
        const attributes = Array.from({ length: 8 }, (_slot, slot) =>
          stringAttribute(`a${slot}`, "y".repeat(1_000_000)),
        );
        const [answer] = await sendSlowly(bench, { body: tracesBody(jsonSpan({ ...id, attributes })) });
        return answer as Answer;
      }),
    ),
};

type Sent = {
  method?: string;
  path?: string;
  body?: string | Uint8Array<ArrayBuffer>;
  type?: string;
  key?: string | null;
  headers?: { [name: string]: string };
};

async function send(
  { server, keys }: Bench,
  { method = "POST", path = "/v1/traces", ...sent }: Sent,
): Promise<Answer[]> {
  const { body, type = json, key = keys.ingest, headers = {} } = sent;
  const response = await fetch(server.url + path, {
    method,
    body: body ?? null,
    headers: { "content-type": type, ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
  });
  return [
    {
      status: response.status,
      contentType: response.headers.get("content-type") ?? "",
      body: new Uint8Array(await response.arrayBuffer()),
    },
  ];
}

type Unzipped = Omit<Sent, "body"> & { body: string | Uint8Array };

function sendGzipped(bench: Bench, { body, ...sent }: Unzipped): Promise<Answer[]> {
  return send(bench, { ...sent, body: gzipSync(body), headers: { "content-encoding": "gzip" } });
}

function sendLogs(bench: Bench, ...records: { [field: string]: unknown }[]): Promise<Answer[]> {
  return send(bench, { path: "/v1/logs", body: logsBody(...records) });
}

/** Sends a body in sixteen parts over four seconds, or only its first `stopsAfter` characters and then nothing. */
function sendSlowly({ server, keys }: Bench, sent: { body: string; stopsAfter?: number }): Promise<Answer[]> {
  const { body, stopsAfter } = sent;
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${server.url}/v1/traces`, {
      method: "POST",
      headers: { "content-type": json, authorization: `Bearer ${keys.ingest}`, "content-length": body.length },
    });
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        resolve([
          {
            status: response.statusCode ?? 0,
            contentType: response.headers["content-type"] ?? "",
            body: new Uint8Array(Buffer.concat(chunks)),
          },
        ]);
        request.destroy();
      });
    });
    request.on("error", reject);
    if (stopsAfter !== undefined) return void request.write(body.slice(0, stopsAfter));
    const part = Math.ceil(body.length / 16);
    let sentLength = 0;
    const timer = setInterval(() => {
      if (request.destroyed) return clearInterval(timer);
      request.write(body.slice(sentLength, sentLength + part));
      sentLength += part;
      if (sentLength < body.length) return;
      clearInterval(timer);
      request.end();
    }, 250);
  });
}

function logRecord(fields: { [field: string]: unknown }) {
  return { timeUnixNano: "1754500000000000001", eventName: "happened", body: { stringValue: "text" }, ...fields };
}

function textEverywhere(text: string) {
  return {
    name: text,
    status: { code: 2, message: text },
    attributes: [stringAttribute("casebook.input", text), stringAttribute(text, text)],
    events: [{ timeUnixNano: "1754500000000000002", name: text, attributes: [stringAttribute(text, text)] }],
    links: [{ traceId, spanId: "ccc19b7ec3c1b174", attributes: [stringAttribute(text, text)] }],
  };
}

function deepBody(levels: number): string {
  const value = `${'{"arrayValue":{"values":['.repeat(levels)}{"intValue":1}${"]}}".repeat(levels)}`;
  const span = JSON.stringify(jsonSpan({ attributes: [{ key: "deep", value: "DEEP" }] })).replace(
    '"DEEP"',
    () => value,
  );
  return `{"resourceSpans":[{"scopeSpans":[{"spans":[${span}]}]}]}`;
}
