import { readFileSync } from "node:fs";
import type { LoadFnOutput } from "node:module";
import { fileURLToPath } from "node:url";
import { debuglog } from "node:util";
import { createInstrumenter } from "../build/instrument";
import { withMap } from "../build/map-comment";

const say = debuglog("casebook");
/** `NODE_DEBUG=casebook` tells which files hold audited functions; a program's own output stays its own. */
const { instrument } = createInstrumenter({}, (line) => say(line));

const codeFormats = ["module", "commonjs", "module-typescript", "commonjs-typescript"];

/** What Node loaded, with its audited functions instrumented; the very object where there are none. */
export function instrumentLoaded(url: string, loaded: LoadFnOutput): LoadFnOutput {
  if (!url.startsWith("file://") || !codeFormats.includes(loaded.format ?? "commonjs")) return loaded;
  const file = fileURLToPath(url.replace(/[?#].*$/, ""));
  const source = loaded.source ?? readFileSync(file);
  const done = instrument(typeof source === "string" ? source : new TextDecoder().decode(source), file);
  return done ? { ...loaded, source: withMap(done) } : loaded;
}
