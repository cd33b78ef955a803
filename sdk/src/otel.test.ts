import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { type Receiver, startReceiver } from "../test/receiver";
import { noteTable } from "./capture/site-sender";
import { start } from "./otel";
import { workflow } from "./workflow";

const open: Receiver[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const receiver of open.splice(0)) await receiver.close();
});

async function listen(): Promise<Receiver> {
  const receiver = await startReceiver();
  open.push(receiver);
  return receiver;
}

const text = JSON.stringify({ v: 1, file: "a.ts", language: "ts", source: "", functions: [], sites: [] });
const sha256 = createHash("sha256").update(text).digest("hex");

it("names the commit that the environment or the option says", async () => {
  const receiver = await listen();
  vi.stubEnv("CASEBOOK_COMMIT", "from-environment");
  for (const commit of [undefined, "from-option"]) {
    const telemetry = start({ service: "s", endpoint: receiver.url, ...(commit && { commit }) });
    workflow("w", () => 1)();
    await telemetry.stop();
  }
  const commits = receiver.spans.map((span) => span.resource.attributes["vcs.ref.head.revision"]);
  expect(commits).toEqual(["from-environment", "from-option"]);
});

it("sends the source of a captured branch once, and again to another server", async () => {
  for (const receiver of [await listen(), await listen()]) {
    const telemetry = start({ service: "s", endpoint: receiver.url, apiKey: "k" });
    noteTable(sha256, () => text);
    noteTable(sha256, () => text);
    await telemetry.flush();
    await telemetry.stop();
    expect([...receiver.tables.keys()]).toEqual([sha256]);
    expect(receiver.paths.filter((path) => path?.includes("/sites/"))).toHaveLength(1);
  }
});

it("repeats a source until the server acknowledges it", async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    request.resume().on("end", () => response.writeHead(asked < 3 ? 503 : 201).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const telemetry = start({ service: "s", endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  noteTable(sha256, () => text);
  await telemetry.flush();
  await telemetry.stop();
  server.close();
  expect(asked).toBe(3);
});
