import { readRequestBody, readResponseBody } from "./bodies";
import type { Convention } from "./convention";
import { type Draft, fillDraft } from "./draft";
import { roleOfKind } from "./span-kinds";
import { asText } from "./values";

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
      if (!key.includes("kind") && !key.includes("type")) continue;
      const role = kindKey.test(key) ? roleOfKind(asText(attributes[key])) : undefined;
      if (role) return role;
    }
    return undefined;
  },
  read({ span: { attributes } }) {
    const framework = Object.keys(attributes)
      .map((key) => kindKey.exec(key))
      .find((match) => match !== null);
    const prefix = framework?.[1] ?? framework?.[2];
    const draft: Draft = {};
    if (!prefix) return draft;
    for (const key of Object.keys(attributes)) {
      if (!key.startsWith(prefix)) continue;
      if (/[.:_]inputs?(\.value)?$/.test(key)) fillDraft(draft, readRequestBody(attributes[key]));
      if (/[.:_]outputs?(\.value)?$/.test(key)) fillDraft(draft, readResponseBody(attributes[key]));
    }
    return draft;
  },
};
