import { parseSync } from "oxc-parser";
import type { NodeOf } from "./ast";

export type Language = "ts" | "tsx" | "js" | "jsx";

export type Parsed = { program: NodeOf<"Program"> } | { error: { message: string; offset: number } };

/** The language by the file's ending; `.js` may hold JSX, as bundlers allow. */
export function languageOf(file: string): Language {
  const ending = /\.([cm]?[jt]sx?)$/i.exec(file)?.[1]?.toLowerCase() ?? "js";
  if (ending.endsWith("tsx")) return "tsx";
  if (ending.endsWith("ts")) return "ts";
  return ending.endsWith("jsx") ? "jsx" : "js";
}

/** Parses a module, and what is none (CommonJS, a sloppy script) as a script. */
export function parse(source: string, file: string, language: Language): Parsed {
  const asModule = tryParse(source, file, language, "module");
  if ("program" in asModule) return asModule;
  const asScript = tryParse(source, file, language, "commonjs");
  return "program" in asScript ? asScript : asModule;
}

function tryParse(source: string, file: string, language: Language, sourceType: "module" | "commonjs"): Parsed {
  const lang = language === "js" ? "jsx" : language;
  const parsed = parseSync(file, source, { lang, sourceType, astType: "ts", preserveParens: true });
  const error = parsed.errors.find(({ severity }) => severity === "Error");
  if (error) return { error: { message: error.message, offset: error.labels[0]?.start ?? 0 } };
  return { program: parsed.program };
}
