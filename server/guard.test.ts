import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { parseEnv } from "@/lib/env";
import { createGuard } from "./guard";

function pass(
  env: { [name: string]: string },
  { method = "GET", ...headers }: { method?: string; [header: string]: string | undefined },
) {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method, headers });
  return () => createGuard(parseEnv(env))(request);
}

it.each(["localhost:3000", "127.0.0.1:8080", "[::1]:3000", "localhost"])("knows itself as %s", (host) => {
  expect(pass({}, { host })).not.toThrow();
});

it.each(["rebound.example.org", "10.0.0.1:3000", "localhost.example.org", "", "127.0.0.1@example.org"])(
  "refuses the host %j on loopback",
  (host) => {
    expect(pass({}, { host })).toThrow("host name");
  },
);

it("takes addresses and its public name where it listens beyond loopback, and no other name", () => {
  const env = { HOST: "0.0.0.0", CASEBOOK_PUBLIC_URL: "https://casebook.example.org" };
  expect(pass(env, { host: "192.168.1.5:3000" })).not.toThrow();
  expect(pass(env, { host: "casebook.example.org" })).not.toThrow();
  expect(pass(env, { host: "rebound.example.org" })).toThrow("host name");
});

it.each(["http://evil.example.org", "null", "http://localhost:3001", "nonsense"])(
  "refuses a write from %s",
  (origin) => {
    expect(pass({}, { method: "POST", host: "localhost:3000", origin })).toThrow("own pages");
  },
);

it("takes writes from its own pages, from programs without an origin, and reads from anywhere", () => {
  expect(pass({}, { method: "POST", host: "localhost:3000", origin: "http://localhost:3000" })).not.toThrow();
  expect(pass({}, { method: "DELETE", host: "localhost:3000" })).not.toThrow();
  expect(pass({}, { host: "localhost:3000", origin: "http://evil.example.org" })).not.toThrow();
  const env = { CASEBOOK_PUBLIC_URL: "https://casebook.example.org/" };
  expect(pass(env, { method: "POST", host: "127.0.0.1:3000", origin: "https://casebook.example.org" })).not.toThrow();
});

it("refuses a body that says it is over the limit", () => {
  const env = { CASEBOOK_MAX_BODY_BYTES: "2000" };
  expect(pass(env, { method: "POST", host: "localhost:3000", "content-length": "2001" })).toThrow("2000 bytes");
  expect(pass(env, { method: "POST", host: "localhost:3000", "content-length": "2000" })).not.toThrow();
});
