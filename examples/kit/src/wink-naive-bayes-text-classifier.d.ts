/** The part of wink's classifier that the examples use; the package ships no types. */
declare module "wink-naive-bayes-text-classifier" {
  type Classifier = {
    defineConfig(config: { considerOnlyPresence?: boolean; smoothingFactor?: number }): boolean;
    definePrepTasks(tasks: ((text: string) => string[])[]): number;
    learn(text: string, label: string): boolean;
    consolidate(): boolean;
    /** Labels with log2 of their odds, best first; `[["unknown", 0]]` alone where no token is known. */
    computeOdds(text: string): [string, number][];
  };
  export default function naiveBayesTextClassifier(): Classifier;
}
