import type { Json } from "../contract/json";
import { asList, asText, structured } from "./values";

/**
 * True where a call's finish reason says that the model called a tool, which also tells a hidden answer's kind.
 * @param reason one word, a list of them (one for each choice), or either as JSON text
 */
export function saysToolWasCalled(reason: Json | undefined): true | undefined {
  const value = structured(reason) ?? reason;
  const word = asText(asList(value)?.[0] ?? value) ?? "";
  return /^"?(tool[-_ ]?(calls?|use)|function_call)"?$/i.test(word.trim()) || undefined;
}
