import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type ByteBudget, tooManyBytes } from "@/lib/byte-budget";
import { CasebookError } from "@/lib/errors";

/** A body must keep coming: this long without a byte ends it. */
const maxSilenceMs = 15_000;

type Limits = { maxBytes: number; budget: ByteBudget; silenceMs?: number };

/**
 * Reads a request body, gunzipped as it comes, never holding more than the limits allow. What it returns is counted
 * in `budget` until the caller releases it; what it throws has been released. The connection stays usable for the answer.
 * @throws CasebookError `too_large:body`, `busy:bytes_in_flight`, `malformed:gzip`, `timeout:body`,
 * `unsupported:content_encoding`
 */
export function readBody(request: IncomingMessage, limits: Limits): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes, budget, silenceMs = maxSilenceMs } = limits;
  const gunzip = createDecoder(request.headers["content-encoding"]);
  const source: Readable = gunzip ? request.pipe(gunzip) : request;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;

    const silence = setTimeout(() => fail(timedOut()), silenceMs);
    const settle = () => {
      clearTimeout(silence);
      source.removeAllListeners("data");
      request.off("close", onClose);
      request.off("data", onInput);
    };
    const fail = (error: CasebookError) => {
      settle();
      budget.release(size);
      size = 0;
      chunks.length = 0;
      if (gunzip) {
        request.unpipe(gunzip);
        gunzip.destroy();
      }
      // What the client still sends is read and dropped, so that it gets to see the answer.
      request.resume();
      reject(error);
    };
    const onInput = () => silence.refresh();
    const onClose = () => {
      if (!request.complete) fail(new CasebookError("malformed:body", "The body ended before it was complete."));
    };

    request.on("data", onInput);
    request.on("close", onClose);
    source.on("data", (chunk: Buffer) => {
      if (size + chunk.length > maxBytes) return fail(tooLarge(maxBytes));
      if (!budget.take(chunk.length)) return fail(tooManyBytes());
      size += chunk.length;
      chunks.push(chunk);
    });
    source.once("end", () => {
      settle();
      resolve(join(chunks, size));
    });
    source.once("error", (cause) =>
      fail(new CasebookError("malformed:gzip", "The body is not a complete gzip stream.", { cause })),
    );
  });
}

/** A buffer of its own, never a slice of Node's shared pool: it is going to be moved to the writer thread. */
function join(chunks: Buffer[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function createDecoder(encoding: string | undefined) {
  if (encoding === undefined || encoding === "" || encoding === "identity") return undefined;
  if (encoding.trim().toLowerCase() === "gzip") return createGunzip();
  throw new CasebookError("unsupported:content_encoding", "Send the body as it is or with Content-Encoding: gzip.", {
    field: "content-encoding",
  });
}

function tooLarge(maxBytes: number): CasebookError {
  return new CasebookError("too_large:body", `The body is larger than ${maxBytes} bytes after decompression.`);
}

function timedOut(): CasebookError {
  return new CasebookError("timeout:body", "The body stopped coming.");
}
