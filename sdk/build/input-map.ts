import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A source map as JSON, version 3. */
export type RawSourceMap = {
  version: 3;
  file?: string;
  names: string[];
  sources: (string | null)[];
  sourcesContent?: (string | null)[];
  sourceRoot?: string;
  mappings: string;
};

/** A source map as bundlers take it: every source is named and has its text. */
export type OutputMap = Omit<RawSourceMap, "sources" | "sourcesContent"> & {
  sources: string[];
  sourcesContent?: string[];
};

/**
 * The map that compiled code names in its last comment, inside the comment or in a file beside it: TypeScript's own
 * output and what other loaders hand on. Sources are made absolute, and their texts read where the map leaves them out.
 * @returns undefined where there is none, or none that can be read
 */
export function readInputMap(code: string, file: string): RawSourceMap | undefined {
  const [, address] = [...code.matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm)].at(-1) ?? [];
  if (address === undefined) return undefined;
  try {
    const map = JSON.parse(readAddress(address, file)) as RawSourceMap;
    if (map.version !== 3 || !Array.isArray(map.sources) || typeof map.mappings !== "string") return undefined;
    return withTexts(map, path.dirname(file));
  } catch {
    return undefined;
  }
}

function readAddress(address: string, file: string): string {
  const data = /^data:application\/json[^,]*?(;base64)?,(.*)$/.exec(address);
  if (!data) return readFileSync(path.resolve(path.dirname(file), decodeURIComponent(address)), "utf8");
  return data[1] ? Buffer.from(data[2] ?? "", "base64").toString("utf8") : decodeURIComponent(data[2] ?? "");
}

function withTexts(map: RawSourceMap, folder: string): RawSourceMap {
  const sources = map.sources.map(
    (source) => source && resolveSource(source, path.resolve(folder, map.sourceRoot ?? "")),
  );
  const sourcesContent = sources.map((source, index) => map.sourcesContent?.[index] ?? (source && readText(source)));
  return { ...map, sourceRoot: "", sources, sourcesContent };
}

function resolveSource(source: string, folder: string): string {
  return source.startsWith("file://") ? fileURLToPath(source) : path.resolve(folder, source);
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
