import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { CasebookError } from "@/lib/errors";
import type { WebHandler } from "./web";

/** Where `npm install` finds the SDK that this server was built with. */
export const packagePath = "/casebook.tgz";

/** Hands out the packed SDK that the build left in `dist/`; it is public code and needs no key. */
export function createPackageDoor(root: string): WebHandler {
  const file = path.join(root, "dist/casebook.tgz");
  return async (_request, response) => {
    const found = await stat(file).catch(() => undefined);
    if (!found) throw new CasebookError("not_found:package", "The SDK is not built here yet: run `npm run build`.");
    response.writeHead(200, { "content-type": "application/gzip", "content-length": found.size });
    await pipeline(createReadStream(file), response);
  };
}
