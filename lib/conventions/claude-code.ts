import type { Convention } from "./convention";
import type { Draft } from "./draft";
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
    return roleOfKind(span.name.split(".")[1]);
  },
  read({ span }) {
    if (!span.name.startsWith("claude_code.")) return {};
    const { attributes } = span;
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
    if (attributes.success === false) draft.error = { name: "Error", message: firstText(attributes, "error") ?? "" };
    return draft;
  },
};
