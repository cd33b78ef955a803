import type { Json } from "@/lib/contract/json";
import type { JudgmentItem } from "@/lib/contract/judgment";

/** A judgment as the table shows it: with what the first branch that read it came to. */
export type Decision = JudgmentItem & { outcome: Json | undefined };
