export type { Example } from "./bayes.ts";
export { formatConfusion } from "./confusion.ts";
export { type ClassifierVersion, classifierVersion, createModel, type Model } from "./model.ts";
export { configuredEndpoint } from "./openai.ts";
export { createRandom, type Random } from "./random.ts";
export { mistype } from "./typos.ts";
