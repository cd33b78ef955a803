import { createHash } from "node:crypto";
import { wire } from "../contract/wire";
import type { Draft } from "../conventions/draft";
import { asText } from "../conventions/values";
import { boundText, longestName } from "./bound-text";
import { specificName } from "./generic-names";
import type { ModelCall } from "./model-calls";
import { ancestors, type TreeNode } from "./trace-tree";

/**
 * Names the decision point of a call: a name the sender gave it, else its span's own name, its agent, the nearest
 * ancestor whose name says something, else a hash of the system prompt.
 */
export function namePoint({ node, same, recognition: { convention } }: ModelCall, draft: Draft): string {
  if (convention === "casebook") return bound(draft.name ?? node.span.name);
  const models = [draft.requestedModel, draft.respondedModel];
  const spoken = [draft.name, ...[node, ...same].map(({ span }) => span.name), draft.agentName];
  for (const name of spoken) {
    const specific = specificName(name, models);
    if (specific) return bound(specific);
  }
  for (const above of ancestors(node)) {
    const name = ancestorName(above, models);
    if (name) return bound(name);
  }
  if (draft.system) return `prompt-${createHash("sha256").update(draft.system).digest("hex").slice(0, 8)}`;
  return bound(withoutModels(node.span.name, models)) || "model call";
}

function ancestorName({ span }: TreeNode, models: (string | undefined)[]): string | undefined {
  const { attributes } = span;
  const names = [
    attributes[wire.name],
    attributes["traceloop.entity.name"],
    attributes["ai.telemetry.functionId"],
    attributes["graph.node.name"],
    attributes["graph.node.id"],
    span.name,
    attributes["gen_ai.agent.name"],
    attributes["gen_ai.workflow.name"],
    attributes["agent.name"],
  ];
  return names.map((name) => specificName(asText(name), models)).find((name) => name !== undefined);
}

function withoutModels(name: string, models: (string | undefined)[]): string {
  return models.reduce((rest: string, model) => (model ? rest.replaceAll(model, "") : rest), name).trim();
}

function bound(name: string): string {
  return boundText(name.trim(), longestName);
}
