import type { OutputMap } from "./input-map";

/** Code followed by its source map, as the comment that bundlers and Node read; one it held before is taken out. */
export function withMap({ code, map }: { code: string; map: OutputMap }): string {
  const data = Buffer.from(JSON.stringify(map)).toString("base64");
  const comment = `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${data}`;
  return `${code.replace(/^\/\/[#@] sourceMappingURL=\S+\s*$/gm, "//")}\n${comment}`;
}
