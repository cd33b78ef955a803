import bayes from "wink-naive-bayes-text-classifier";

/** A labelled text; `kind` tells apart texts of one label that have little in common, which are then learned apart. */
export type Example<Label extends string> = { text: string; label: Label; kind?: string };

/** An answer with the classifier's own probabilities; `scores` sum to 1. */
export type Classification<Label extends string> = {
  output: Label;
  confidence: number;
  scores: Record<string, number>;
};

/** What of a text the classifier looks at. */
export type Tokenize = (text: string) => string[];

type Odds<Label extends string> = (text: string) => [Label, number][];

/**
 * Trains a naive Bayes classifier, on words and pairs of words unless told otherwise. Smaller classes are repeated
 * until all weigh the same, and a temperature fitted on examples that its training did not see makes the
 * probabilities usable as confidences. The same examples always give the same classifier.
 */
export function trainBayes<Label extends string>(
  examples: Example<Label>[],
  tokenize: Tokenize = wordsAndPairs,
): (text: string) => Classification<Label> {
  const temperature = fitTemperature(unseenOdds(examples, tokenize));
  const odds = learn(examples, tokenize);
  return (text) => classify(odds(text), temperature);
}

type Unseen<Label extends string> = { label: Label; odds: [Label, number][] }[];

/** Odds for examples by classifiers that did not see them: a tenth at a time, only the first tenth where there are many. */
function unseenOdds<Label extends string>(examples: Example<Label>[], tokenize: Tokenize): Unseen<Label> {
  const folds = examples.length < 1_000 ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [0];
  return folds.flatMap((fold) => {
    const odds = learn(
      examples.filter((_, index) => index % 10 !== fold),
      tokenize,
    );
    return examples.filter((_, index) => index % 10 === fold).map(({ text, label }) => ({ label, odds: odds(text) }));
  });
}

function learn<Label extends string>(examples: Example<Label>[], tokenize: Tokenize): Odds<Label> {
  const classifier = bayes();
  classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.4 });
  classifier.definePrepTasks([tokenize]);
  const groups = Map.groupBy(examples, ({ label, kind }) => (kind === undefined ? label : `${label}/${kind}`));
  const largest = Math.max(...[...groups.values()].map((group) => group.length));
  for (const [name, group] of groups) {
    for (let index = 0; index < largest; index++) classifier.learn(group[index % group.length]?.text ?? "", name);
  }
  classifier.consolidate();
  const labelOf = new Map([...groups].map(([name, [first]]) => [name, first?.label as Label]));
  return (text) => {
    const odds = classifier
      .computeOdds(text)
      .map(([name, value]): [Label, number] => [labelOf.get(name) as Label, value]);
    // Of a text without one known word it says "unknown" alone: then every label is as likely as the others.
    return odds.length === labelOf.size ? odds : [...labelOf.values()].map((label) => [label, 0]);
  };
}

/** Lower-case words and neighbouring pairs; numbers count as one word. */
function wordsAndPairs(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replace(/\d+/g, "0")
      .match(/[a-z']+|0/g) ?? [];
  return [...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)];
}

function classify<Label extends string>(odds: [Label, number][], temperature: number): Classification<Label> {
  const best = Math.max(...odds.map(([, value]) => value));
  const weights = new Map<Label, number>();
  for (const [label, value] of odds)
    weights.set(label, (weights.get(label) ?? 0) + 2 ** ((value - best) / temperature));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const ranked = [...weights].map(([label, weight]) => [label, weight / total] as const).sort((a, b) => b[1] - a[1]);
  const [output, confidence] = ranked[0] as [Label, number];
  return { output, confidence: round(confidence), scores: Object.fromEntries(ranked.map(([l, p]) => [l, round(p)])) };
}

function round(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}

function fitTemperature<Label extends string>(unseen: Unseen<Label>): number {
  const temperatures = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11];
  const loss = (temperature: number) =>
    unseen.reduce((sum, { label, odds }) => {
      return sum - Math.log(Math.max(classify(odds, temperature).scores[label] ?? 0, 1e-4));
    }, 0);
  return temperatures.reduce((best, candidate) => (loss(candidate) < loss(best) ? candidate : best));
}
