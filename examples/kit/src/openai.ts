type Completion = {
  model?: string;
  choices: { message: { content: string | null }; logprobs?: { content: { logprob: number }[] | null } | null }[];
  usage?: { prompt_tokens: number; completion_tokens: number };
};

export type Endpoint = { baseUrl: string; apiKey: string | undefined; model: string };

/**
 * The OpenAI-compatible endpoint to ask instead of the built-in classifier: `OPENAI_BASE_URL` and `OPENAI_MODEL`
 * together name one; `OPENAI_API_KEY` is sent along. A key alone is not enough, so that nobody pays unknowingly.
 */
export function configuredEndpoint(env: Record<string, string | undefined> = process.env): Endpoint | undefined {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model, OPENAI_API_KEY: apiKey } = env;
  return baseUrl && model ? { baseUrl: baseUrl.replace(/\/+$/, ""), apiKey, model } : undefined;
}

/**
 * Asks an OpenAI-compatible chat endpoint to answer with one of `labels`. The confidence is the probability of the
 * answer's tokens where the endpoint gives log-probabilities, else null.
 * @throws when the endpoint fails or answers with something that is not a label
 */
export async function askOpenAi<Label extends string>(
  endpoint: Endpoint,
  { instruction, text, labels }: { instruction: string; text: string; labels: readonly Label[] },
) {
  const system = `${instruction} Answer with exactly one of: ${labels.join(", ")}.`;
  const response = await fetch(`${endpoint.baseUrl}/chat/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(endpoint.apiKey && { authorization: `Bearer ${endpoint.apiKey}` }),
    },
    body: JSON.stringify({
      model: endpoint.model,
      temperature: 0,
      logprobs: true,
      messages: [
        { role: "system", content: system },
        { role: "user", content: text },
      ],
    }),
  });
  if (!response.ok) throw new Error(`The model endpoint answered ${response.status}: ${await response.text()}`);
  return readCompletion((await response.json()) as Completion, { endpoint, labels });
}

function readCompletion<Label extends string>(
  completion: Completion,
  { endpoint, labels }: { endpoint: Endpoint; labels: readonly Label[] },
) {
  const choice = completion.choices[0];
  const said = choice?.message.content?.trim().replace(/[."']/g, "").toLowerCase() ?? "";
  const output = labels.find((label) => label.toLowerCase() === said);
  if (output === undefined) throw new Error(`The model answered "${said}", which is none of the choices.`);
  const logprobs = choice?.logprobs?.content;
  return {
    output,
    confidence: logprobs ? Math.exp(logprobs.reduce((sum, token) => sum + token.logprob, 0)) : null,
    provider: "openai-compatible",
    model: endpoint.model,
    ...(completion.model && { responseModel: completion.model }),
    ...(completion.usage && {
      usage: { inputTokens: completion.usage.prompt_tokens, outputTokens: completion.usage.completion_tokens },
    }),
  };
}
