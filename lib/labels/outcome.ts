import type { CaseItem } from "../contract/case";
import type { CurrentLabel, LabelEvent } from "../contract/label";

/** What recording a label comes back with. */
export type LabelOutcome = {
  label: LabelEvent;
  /** The judgment's case as it is now; null when nothing stands that could set an expectation. */
  case: CaseItem | null;
  current: CurrentLabel | null;
  history: LabelEvent[];
};
