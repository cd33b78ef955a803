import { readRequestBody, readResponseBody, readSettings, readUsage } from "./bodies";
import type { Convention } from "./convention";
import { type Draft, fillDraft } from "./draft";
import { roleOfKind } from "./span-kinds";
import { asNumber, asObject, firstText, firstValue, structured } from "./values";

/** Langfuse SDKs: observations of type `generation` (and `evaluator`) are the calls. */
export const langfuse: Convention = {
  name: "langfuse",
  segments: ["langfuse"],
  markers: ["langfuse.observation.type"],
  role: ({ span }) => roleOfKind(firstText(span.attributes, "langfuse.observation.type")),
  read({ span: { attributes } }) {
    const key = (name: string) => `langfuse.observation.${name}`;
    const draft: Draft = { name: firstText(attributes, key("prompt.name")) };
    fillDraft(draft, readRequestBody(attributes[key("input")]));
    fillDraft(draft, readSettings(attributes[key("model.parameters")]));
    fillDraft(
      draft,
      readSettings({
        instructions: attributes[key("metadata.instructions")] ?? null,
        response_format: attributes[key("metadata.response_format")] ?? null,
      }),
    );
    // The response overwrites the model's name; only a request's name has no date.
    const model = firstText(attributes, key("model.name"), "langfuse.model.name");
    const isDated = /[-@:](\d{8}|\d{4}-\d{2}-\d{2}|\d{4}|\d{3})$/.test(model ?? "");
    if (!isDated) draft.requestedModel ??= model;
    if (isDated || model !== draft.requestedModel) draft.respondedModel = model;
    Object.assign(draft, readUsage(firstValue(attributes, key("usage_details"), key("usage"))));
    const cost = asNumber(asObject(structured(attributes[key("cost_details")]))?.total);
    if (cost) draft.costUsd = cost;
    if (firstText(attributes, key("level")) === "ERROR") {
      draft.error = { name: "Error", message: firstText(attributes, key("status_message")) ?? "" };
    } else {
      fillDraft(draft, readResponseBody(attributes[key("output")]));
    }
    return draft;
  },
};
