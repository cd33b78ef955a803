import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise } from "yauzl";

/**
 * Unpacks an exported archive into a folder, without the archive's own top folder. Names that lead out of the folder
 * are refused by the library.
 * @returns the files written
 */
export async function unpack({ archive, folder }: { archive: string; folder: string }): Promise<string[]> {
  const zip = await openPromise(archive);
  const files: string[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith("/")) continue;
    const [, ...inside] = entry.fileName.split("/");
    const file = path.join(folder, ...(inside.length > 0 ? inside : [entry.fileName]));
    await mkdir(path.dirname(file), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
    files.push(file);
  }
  return files;
}
