import bayes from "wink-naive-bayes-text-classifier";

export type Example<Label extends string> = { text: string; label: Label };

/** An answer with the classifier's own probabilities; `scores` sum to 1. */
export type Classification<Label extends string> = {
  output: Label;
  confidence: number;
  scores: Record<string, number>;
};

type Odds<Label extends string> = (text: string) => [Label, number][];

/**
 * Trains a naive Bayes classifier on words and pairs of words. Smaller classes are repeated until all weigh the
 * same, and a temperature fitted on a tenth that the first training does not see makes the probabilities usable as
 * confidences. The same examples always give the same classifier.
 */
export function trainBayes<Label extends string>(examples: Example<Label>[]): (text: string) => Classification<Label> {
  const checked = examples.filter((_, index) => index % 10 === 9);
  const temperature = fitTemperature(learn(examples.filter((_, index) => index % 10 !== 9)), checked);
  const odds = learn(examples);
  return (text) => classify(odds(text), temperature);
}

function learn<Label extends string>(examples: Example<Label>[]): Odds<Label> {
  const classifier = bayes();
  classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.4 });
  classifier.definePrepTasks([tokenize]);
  const byLabel = Map.groupBy(examples, (example) => example.label);
  const largest = Math.max(...[...byLabel.values()].map((group) => group.length));
  for (const group of byLabel.values()) {
    for (let index = 0; index < largest; index++) {
      const example = group[index % group.length];
      if (example) classifier.learn(example.text, example.label);
    }
  }
  classifier.consolidate();
  const labels = [...byLabel.keys()];
  return (text) => {
    const odds = classifier.computeOdds(text) as [Label, number][];
    // Of a text without one known word it says "unknown" alone: then every label is as likely as the others.
    return odds.length === labels.length ? odds : labels.map((label) => [label, 0]);
  };
}

/** Lower-case words and neighbouring pairs; numbers count as one word. */
function tokenize(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replace(/\d+/g, "0")
      .match(/[a-z']+|0/g) ?? [];
  return [...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)];
}

function classify<Label extends string>(odds: [Label, number][], temperature: number): Classification<Label> {
  const best = Math.max(...odds.map(([, value]) => value));
  const weights = odds.map(([label, value]) => [label, 2 ** ((value - best) / temperature)] as const);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const ranked = weights.map(([label, weight]) => [label, weight / total] as const).sort((a, b) => b[1] - a[1]);
  const [output, confidence] = ranked[0] as [Label, number];
  return { output, confidence: round(confidence), scores: Object.fromEntries(ranked.map(([l, p]) => [l, round(p)])) };
}

function round(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}

function fitTemperature<Label extends string>(odds: Odds<Label>, examples: Example<Label>[]): number {
  const temperatures = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11];
  const weighed = examples.map((example) => ({ label: example.label, odds: odds(example.text) }));
  const loss = (temperature: number) =>
    weighed.reduce((sum, { label, odds: found }) => {
      return sum - Math.log(Math.max(classify(found, temperature).scores[label] ?? 0, 1e-4));
    }, 0);
  return temperatures.reduce((best, candidate) => (loss(candidate) < loss(best) ? candidate : best));
}
