import type { JsonObject } from "../contract/json";
import type { LogRecord } from "../otlp/types";
import { readRequestBody, readResponseBody } from "./bodies";
import type { Convention } from "./convention";
import { type Draft, fillDraft } from "./draft";
import { readMessages } from "./messages";
import { roleOfKind } from "./span-kinds";
import { firstNumber, firstText } from "./values";

/** Claude Code's own spans: `claude_code.llm_request` under `claude_code.interaction`, with bare attribute names. */
export const claudeCode: Convention = {
  name: "claude-code",
  segments: ["span", "model"],
  markers: ["claude_code.llm_request"],
  role({ span }) {
    if (!span.name.startsWith("claude_code.")) return undefined;
    const [, kind, ...part] = span.name.split(".");
    // Parts of a tool (`tool.execution`, `tool.blocked_on_user`) are no tools of their own.
    return part.length > 0 ? "other" : roleOfKind(kind);
  },
  read({ span, logs }) {
    if (!span.name.startsWith("claude_code.")) return {};
    const events = span.name === "claude_code.llm_request" ? readEvents(logs) : { facts: {}, bodies: {} };
    const attributes = { ...events.facts, ...span.attributes };
    const shown = (...keys: string[]) => {
      const text = firstText(attributes, ...keys);
      return text === "<REDACTED>" ? undefined : text;
    };
    const cached = firstNumber(attributes, "cache_read_tokens") ?? 0;
    const written = firstNumber(attributes, "cache_creation_tokens") ?? 0;
    const fresh = firstNumber(attributes, "input_tokens");
    const draft: Draft = {
      provider: "anthropic",
      requestedModel: firstText(attributes, "model"),
      // Cached tokens are told apart here; everywhere else the input includes them.
      inputTokens: fresh === undefined ? undefined : fresh + cached + written,
      outputTokens: firstNumber(attributes, "output_tokens"),
      costUsd: firstNumber(attributes, "cost_usd"),
    };
    const asked = readMessages(shown("new_context", "user_prompt"));
    if (asked.length > 0) draft.messages = asked;
    const text = shown("response.model_output");
    if (text) draft.answer = { text };
    fillDraft(draft, events.bodies);
    if (attributes.success === false) draft.error = { name: "Error", message: firstText(attributes, "error") ?? "" };
    return draft;
  },
};

/** What the log events of one request add: `api_request` its facts, the opt-in bodies the question and answer. */
function readEvents(logs: LogRecord[]): { facts: JsonObject; bodies: Draft } {
  const facts: JsonObject = {};
  const bodies: Draft = {};
  for (const { eventName, attributes } of logs) {
    const name = eventName.replace("claude_code.", "");
    if (name === "api_request") Object.assign(facts, attributes);
    if (name === "api_request_body") fillDraft(bodies, readRequestBody(attributes.body));
    if (name === "api_response_body") fillDraft(bodies, readResponseBody(attributes.body));
  }
  return { facts, bodies };
}
