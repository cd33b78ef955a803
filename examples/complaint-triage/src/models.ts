import {
  type ClassifierVersion,
  classifierVersion,
  configuredEndpoint,
  createModel,
  createRandom,
  type Model,
} from "example-kit";
import { conditionSentence } from "./condition-phrases.ts";
import { readTexts } from "./texts.ts";
import { type ComplaintType, complaintTypes, type ItemCondition, itemConditions } from "./types.ts";

type LabelledRow = { text: string; category: ComplaintType };

export type Models = { type: Model<ComplaintType>; condition: Model<ItemCondition> };

/**
 * Both models of a version; an OpenAI-compatible endpoint answers instead where one is configured.
 * @param options `isLocal` asks for the built-in classifiers whatever is configured
 */
export function createModels(
  version: ClassifierVersion = classifierVersion(),
  { isLocal = false }: { isLocal?: boolean } = {},
): Models {
  const endpoint = isLocal ? undefined : configuredEndpoint();
  return {
    type: createModel({
      endpoint,
      name: "complaint-type",
      version,
      instruction: "What is this customer's complaint about?",
      labels: complaintTypes,
      examples: () => readTexts<LabelledRow>("labelled").map(({ text, category }) => ({ text, label: category })),
    }),
    condition: createModel({
      endpoint,
      name: "item-condition",
      version,
      instruction: "Which condition is the item in, as far as the text says? If it does not say: unknown.",
      labels: itemConditions,
      examples: conditionExamples,
    }),
  };
}

/** Each text once without and once with a synthetic sentence per condition: only the sentence tells them apart. */
function conditionExamples(): { text: string; label: ItemCondition }[] {
  const random = createRandom("condition-training");
  return readTexts<LabelledRow>("labelled")
    .slice(0, 2_000)
    .flatMap(({ text }) =>
      itemConditions.map((label) => ({
        text: label === "unknown" ? text : `${text} ${conditionSentence(label, "taught", random)}`,
        label,
      })),
    );
}
