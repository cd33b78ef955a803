import type { Json } from "../contract/json";
import { readRequestBody, readResponseBody, readTools, readUsage } from "./bodies";
import type { Convention } from "./convention";
import { type Draft, fillDraft } from "./draft";
import { roleOfKind } from "./span-kinds";
import { asNumber, asObject, firstText, parseJsonText, structured } from "./values";

/** MLflow Tracing: every attribute is JSON text; `CHAT_MODEL` and `LLM` spans are the calls. */
export const mlflow: Convention = {
  name: "mlflow",
  segments: ["mlflow"],
  markers: ["mlflow.spanType"],
  role: ({ span }) => roleOfKind(firstText(span.attributes, "mlflow.spanType")),
  read({ span: { attributes } }) {
    const draft: Draft = {
      provider: firstText(attributes, "mlflow.llm.provider"),
      requestedModel: firstText(attributes, "mlflow.llm.model"),
      ...readUsage(attributes["mlflow.chat.tokenUsage"]),
    };
    fillDraft(draft, readRequestBody(unquoted(attributes["mlflow.spanInputs"])));
    fillDraft(draft, readResponseBody(unquoted(attributes["mlflow.spanOutputs"])));
    const tools = readTools(attributes["mlflow.chat.tools"]);
    if (tools.length > 0) draft.tools = tools;
    const cost = asObject(structured(attributes["mlflow.llm.cost"]));
    draft.costUsd = asNumber(cost?.total_cost ?? cost?.total);
    return draft;
  },
};

/** A value that is only a text stands here as JSON's. */
function unquoted(value: Json | undefined): Json | undefined {
  return typeof value === "string" && value.startsWith('"') ? (parseJsonText(value) ?? value) : value;
}
