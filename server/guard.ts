import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import type { Env } from "@/lib/env";
import { CasebookError } from "@/lib/errors";

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];
const safeMethods = ["GET", "HEAD", "OPTIONS"];

/**
 * Makes the check every request to screens and API passes first: a `Host` this server does not go by is refused
 * (a rebound DNS name would otherwise act as the signed-in person), and so is a write whose `Origin` is another site.
 * An address as host is taken where the server listens beyond loopback: a number cannot be rebound. A body that says
 * it is over the limit is refused as well.
 */
export function createGuard(env: Env): (request: IncomingMessage) => void {
  const publicHost = env.CASEBOOK_PUBLIC_URL && new URL(env.CASEBOOK_PUBLIC_URL).hostname;
  const names = new Set([...loopbackNames, env.HOST, publicHost]);
  return (request) => {
    const host = hostnameOf(`http://${request.headers.host ?? ""}`);
    const isKnown = names.has(host) || (!env.isLoopback && isIP(host.replace(/^\[|\]$/g, "")) > 0);
    if (!isKnown) {
      throw new CasebookError(
        "forbidden:host",
        "This server does not go by that host name. Set CASEBOOK_PUBLIC_URL to the address people use.",
      );
    }
    if (Number(request.headers["content-length"] ?? 0) > env.CASEBOOK_MAX_BODY_BYTES) {
      throw new CasebookError("too_large:body", `A body holds at most ${env.CASEBOOK_MAX_BODY_BYTES} bytes.`);
    }
    const { origin } = request.headers;
    if (origin === undefined || safeMethods.includes(request.method ?? "")) return;
    const isOwn = originHost(origin) === request.headers.host || origin === publicOrigin(env);
    if (!isOwn) throw new CasebookError("forbidden:origin", "Writes are taken from this server's own pages only.");
  };
}

/**
 * Sets the headers of every answer of screens and API. Content is React text only; these are the second fence. Next
 * reads the policy from the request and puts its nonce on the scripts it writes.
 */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse, { isDev }: { isDev: boolean }) {
  const policy = contentPolicy(isDev ? undefined : randomBytes(16).toString("base64"));
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
}

/** Without a nonce, which is for Next in development, scripts may stand in the page and be evaluated. */
function contentPolicy(nonce: string | undefined): string {
  const script = nonce === undefined ? "'unsafe-inline' 'unsafe-eval'" : `'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' ${script}`,
    // Menus and virtual lists place themselves by style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self'${nonce === undefined ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function publicOrigin(env: Env): string | undefined {
  return env.CASEBOOK_PUBLIC_URL && new URL(env.CASEBOOK_PUBLIC_URL).origin;
}
