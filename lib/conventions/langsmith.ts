import type { Convention } from "./convention";
import { roleOfKind } from "./span-kinds";
import { firstText } from "./values";

/** LangSmith over OpenTelemetry: kind and metadata under `langsmith.*`, content as `gen_ai.prompt`/`gen_ai.completion`. */
export const langsmith: Convention = {
  name: "langsmith",
  segments: ["langsmith"],
  markers: ["langsmith.span.kind"],
  role: ({ span }) => roleOfKind(firstText(span.attributes, "langsmith.span.kind")),
  read: ({ span: { attributes } }) => ({
    provider: firstText(attributes, "langsmith.metadata.ls_provider"),
    requestedModel: firstText(attributes, "langsmith.metadata.ls_model_name"),
    agentName: firstText(attributes, "langsmith.metadata.langgraph_node"),
  }),
};
