import type { Convention } from "./convention";
import { roleOfKind } from "./span-kinds";
import { firstText } from "./values";

/** Traceloop (OpenLLMetry): wrappers carry `traceloop.span.kind`; its LLM spans are read by `otelGenai`. */
export const traceloop: Convention = {
  name: "traceloop",
  segments: ["traceloop"],
  markers: ["traceloop.span.kind"],
  role: ({ span }) => roleOfKind(firstText(span.attributes, "traceloop.span.kind")),
  read: ({ span: { attributes } }) => ({
    name: firstText(attributes, "traceloop.prompt.key"),
    agentName: firstText(attributes, "traceloop.association.properties.langgraph_node"),
  }),
};
