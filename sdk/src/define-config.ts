import type { Answer } from "./judge";
import type { Judgment } from "./judgment";

/** What one execution saw: the workflow's input, every judgment by point and every recorded fact by name. */
export type PolicyRecord = {
  input: unknown;
  judgments: Record<string, Pick<Judgment<unknown>, "output" | "confidence">>;
  facts: Record<string, unknown>;
};

/** How a team's code answers for one decision point, so that exported tests can call it. */
export type PointConfig = {
  /** Asks the model, as the workflow does. */
  judge?(input: unknown): Answer<unknown> | PromiseLike<Answer<unknown>>;
  /** Decides by the record alone, without a model and without effects; gives the arm it takes. */
  policy?(record: PolicyRecord): string | { arm: string };
  /** The workflow the point belongs to. */
  workflow?: string;
};

export type CasebookConfig = {
  points: Record<string, PointConfig>;
  /** What `workflow()` gave, by the workflow's name: `casebook replay` runs them. */
  // biome-ignore lint/suspicious/noExplicitAny: workflows of any arguments stand side by side
  workflows?: Record<string, (...args: any[]) => unknown>;
};

/** Types a `casebook.config.ts`; gives back what it is given. */
export function defineConfig<const Config extends CasebookConfig>(config: Config): Config {
  return config;
}
