import type { Json } from "../contract/json";
import { readRequestBody, readResponseBody } from "./bodies";
import type { Convention } from "./convention";
import { type Draft, fillDraft } from "./draft";
import { roleOfKind } from "./span-kinds";
import { asObject, asText, structured } from "./values";

const kindKey = /^(.+?)[.:_](?:span|observation)[._]?(?:kind|type)$|^span\.type$|^(genkit):metadata:subtype$/i;

/**
 * Frameworks nobody told us about: any attribute `<framework>.span.kind`, `.span.type` or `.observation.type` whose
 * word is known (Mastra, LangSmith's cousins, FutureAGI, Genkit, …), with content in keys of the same framework
 * that end in `input` or `output`.
 */
export const anyFramework: Convention = {
  name: "any-framework",
  segments: [],
  markers: ["<framework>.span.kind", "<framework>.span.type"],
  role({ span: { attributes } }) {
    for (const key of Object.keys(attributes)) {
      const role = roleOfKind(readKind(key, attributes[key]));
      if (role) return role;
    }
    return undefined;
  },
  read({ span: { attributes } }) {
    const prefix = readPrefix(Object.keys(attributes));
    const draft: Draft = {};
    if (prefix === undefined) return draft;
    for (const key of Object.keys(attributes)) {
      // Without a framework's name in front only the bare words are content.
      if (prefix === "" ? !/^(inputs?|outputs?)$/.test(key) : !key.startsWith(prefix)) continue;
      if (/(^|[.:_])inputs?(\.value|_json)?$/.test(key)) fillDraft(draft, readRequestBody(attributes[key]));
      if (/(^|[.:_])outputs?(\.value|_json)?$/.test(key)) fillDraft(draft, readResponseBody(attributes[key]));
    }
    return draft;
  },
};

function readKind(key: string, value: Json | undefined): string | undefined {
  if (key === "braintrust.span_attributes") return asText(asObject(structured(value))?.type);
  const mayBeKind = key.includes("kind") || key.includes("type");
  return mayBeKind && kindKey.test(key) ? asText(value) : undefined;
}

function readPrefix(keys: string[]): string | undefined {
  if (keys.includes("braintrust.span_attributes")) return "braintrust";
  const match = keys.map((key) => kindKey.exec(key)).find((found) => found !== null);
  return match ? (match[1] ?? match[2] ?? "") : undefined;
}
