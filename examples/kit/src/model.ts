import type { DetailedAnswer } from "casebook";
import { type Example, type Tokenize, trainBayes } from "./bayes.ts";
import { askOpenAi, type Endpoint } from "./openai.ts";

export type ClassifierVersion = 1 | 2;

/** Answers one question about a text. */
export type Model<Label extends string> = (text: string) => Promise<DetailedAnswer<Label>>;

/** The version `CLASSIFIER_VERSION` asks for: 1 was trained on a third of the examples, 2 (the default) on all. */
export function classifierVersion(env: Record<string, string | undefined> = process.env): ClassifierVersion {
  return env.CLASSIFIER_VERSION === "1" ? 1 : 2;
}

/**
 * The model behind a judgment: the endpoint where one is given, else a classifier trained on the examples at the first
 * question.
 */
export function createModel<Label extends string>({
  name,
  version,
  instruction,
  labels,
  examples,
  tokenize,
  endpoint,
}: {
  name: string;
  version: ClassifierVersion;
  instruction: string;
  labels: readonly Label[];
  examples: () => Example<Label>[];
  tokenize?: Tokenize;
  endpoint: Endpoint | undefined;
}): Model<Label> {
  if (endpoint) return (text) => askOpenAi(endpoint, { instruction, text, labels });
  let classify: ReturnType<typeof trainBayes<Label>> | undefined;
  return async (text) => {
    classify ??= trainBayes(
      examples().filter((_, index) => version === 2 || index % 3 === 0),
      tokenize,
    );
    return { ...classify(text), provider: "local", model: `${name}-bayes-${version}` };
  };
}
