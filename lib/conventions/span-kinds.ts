import type { Role } from "./draft";
import { lookUp } from "./values";

/**
 * Words that frameworks and `gen_ai.operation.name` use for what a span is. To teach recognition a new framework's
 * word, add it here; to teach it a new framework, nothing is needed while its key ends in `.span.kind`,
 * `.span.type` or `.observation.type`.
 */
const roles: { [word: string]: Role } = {
  chat: "judgment",
  chat_model: "judgment",
  chat_completion: "judgment",
  completion: "judgment",
  text_completion: "judgment",
  generate_content: "judgment",
  generate: "judgment",
  generation: "judgment",
  llm: "judgment",
  llm_call: "judgment",
  llm_request: "judgment",
  model: "judgment",
  model_call: "judgment",
  model_request: "judgment",
  model_inference: "judgment",
  model_step: "judgment",
  decide: "judgment",
  decision: "judgment",
  evaluator: "judgment",
  judge: "judgment",
  converse: "judgment",
  invoke_model: "judgment",
  messages: "judgment",
  response: "judgment",
  responses: "judgment",
  stream: "judgment",
  // Around one or more model steps; it has the prompt, the steps have the answers.
  model_generation: "wrapper",
  agent: "wrapper",
  agent_run: "wrapper",
  agent_step: "wrapper",
  chain: "wrapper",
  crew: "wrapper",
  entrypoint: "wrapper",
  execute_event_loop_cycle: "wrapper",
  flow: "wrapper",
  framework: "wrapper",
  graph: "wrapper",
  interaction: "wrapper",
  invoke_agent: "wrapper",
  invoke_workflow: "wrapper",
  plan: "wrapper",
  session: "wrapper",
  span: "wrapper",
  task: "wrapper",
  turn: "wrapper",
  workflow: "wrapper",
  workflow_run: "wrapper",
  workflow_step: "wrapper",
  tool: "tool",
  tool_call: "tool",
  tool_execution: "tool",
  mcp_tool_call: "tool",
  execute_tool: "tool",
  function: "tool",
  model_chunk: "other",
  create_agent: "other",
  embedding: "other",
  embeddings: "other",
  event: "other",
  guardrail: "other",
  parser: "other",
  prompt: "other",
  reranker: "other",
  retrieval: "other",
  retriever: "other",
  unknown: "other",
};

/** For words the table does not hold: the first pattern that fits. Parts and stores before actors, actors before models. */
const patterns: [RegExp, Role][] = [
  [/chunk|embed|retriev|rerank|memory|guard|moderation|processor|speech|transcri|image|audio/, "other"],
  [/tool|function|mcp/, "tool"],
  [/agent|workflow|chain|graph|pipeline|swarm|handoff|team|run$/, "wrapper"],
  [/llm|chat|completion|generat|model|decision|decide|judge|evaluat/, "judgment"],
];

/** What a framework's word for a span means, or `undefined` when nothing is known about it. */
export function roleOfKind(word: string | undefined): Role | undefined {
  if (!word) return undefined;
  const normal = word
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  return lookUp(roles, normal) ?? patterns.find(([pattern]) => pattern.test(normal))?.[1];
}
