import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { readBytes } from "./http";
import { readSiteTable } from "./read-site-table";

const digestOf = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
const text = JSON.stringify({ v: 1, file: "a.ts", language: "ts", source: "", functions: [], sites: [] });
const put = (body: BodyInit, headers = {}) => new Request("http://x/", { method: "PUT", body, headers });
const limit = { maxBytes: 1_000 };

it("reads a table whose digest is the stated one, in either case", () => {
  const read = readSiteTable(Buffer.from(text), digestOf(text).toUpperCase());
  expect(read).toMatchObject({ text, sha256: digestOf(text), table: { file: "a.ts" } });
});

it.each([
  ["another digest", Buffer.from(text), "0".repeat(64), { code: "invalid:digest", status: 422, field: "sha256" }],
  ["what is no JSON", Buffer.from("{"), undefined, { code: "malformed:json", status: 400 }],
  ["what is no UTF-8", Buffer.from([0xff]), undefined, { code: "malformed:json", status: 400 }],
  ["another shape", Buffer.from('{"v":2}'), undefined, { code: "invalid:request", status: 422, field: "v" }],
])("refuses %s", (_, bytes, stated, wanted) => {
  expect(() => readSiteTable(bytes, stated ?? digestOf(bytes))).toThrow(expect.objectContaining(wanted));
});

it("reads a body as it is and gunzipped, up to a limit", async () => {
  expect(Buffer.from(await readBytes(put(text), limit)).toString()).toBe(text);
  const packed = put(gzipSync(text), { "content-encoding": "gzip" });
  expect(Buffer.from(await readBytes(packed, limit)).toString()).toBe(text);
  const exact = { maxBytes: text.length };
  expect((await readBytes(put(text), exact)).byteLength).toBe(text.length);
  const bomb = put(gzipSync(Buffer.alloc(50_000_000)), { "content-encoding": "gzip" });
  await expect(readBytes(bomb, limit)).rejects.toMatchObject({ code: "too_large:body", status: 413 });
  await expect(readBytes(put("no gzip", { "content-encoding": "gzip" }), limit)).rejects.toMatchObject({
    code: "malformed:gzip",
  });
  const cut = put(gzipSync(text).subarray(0, 40), { "content-encoding": "gzip" });
  await expect(readBytes(cut, limit)).rejects.toMatchObject({ code: "malformed:gzip" });
  await expect(readBytes(put("x", { "content-encoding": "br" }), limit)).rejects.toMatchObject({ status: 415 });
});
