import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../database";
import { openTestDatabase, testDialects } from "../testing";
import { getSpan } from "./spans";

const key = { project: "p", traceId: "a".repeat(32), spanId: "b".repeat(16) };

describe.each(testDialects)("spans on %s", (dialect) => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase(dialect);
    const { spans, senders, logRecords } = db.tables;
    const sender = { scopeName: "orders", scopeVersion: "1.4.0", scopeAttributes: {} };
    await db.insert(senders, [{ project: "p", digest: "d", resource: { "service.name": "orders" }, ...sender }]);
    await db.insert(spans, [
      {
        ...key,
        parentSpanId: null,
        name: "chat",
        otelKind: 3,
        startUs: 1_000_000,
        startNs: 5,
        endUs: 1_002_500,
        endNs: 5,
        statusCode: 2,
        statusMessage: "timeout",
        attributes: { "gen_ai.request.model": "m" },
        events: [],
        links: [],
        droppedAttributesCount: 1,
        sanitized: [],
        sender: "d",
        digest: "x",
      },
    ]);
    const log = { ...key, timeUnixNano: "1", severityText: "INFO", attributes: {}, sender: "d" };
    await db.insert(logRecords, [
      { ...log, eventName: "first", body: "one", digest: "1" },
      { ...log, eventName: "second", body: { two: 2 }, digest: "2" },
    ]);
  });
  afterAll(() => db.close());

  it("gives a span as it arrived, with its sender and its log records in order", async () => {
    expect(await getSpan(db, key)).toMatchObject({
      name: "chat",
      durationMs: 2.5,
      statusMessage: "timeout",
      attributes: { "gen_ai.request.model": "m" },
      resource: { "service.name": "orders" },
      scope: { name: "orders", version: "1.4.0" },
      logs: [
        { eventName: "first", body: "one" },
        { eventName: "second", body: { two: 2 } },
      ],
    });
  });

  it("keeps projects apart", async () => {
    expect(await getSpan(db, { ...key, project: "other" })).toBeUndefined();
  });
});
