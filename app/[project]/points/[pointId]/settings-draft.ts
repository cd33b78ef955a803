import type { PointSettings } from "@/lib/contract/point";
import type { Task } from "@/lib/contract/vocabulary";

/** The form's fields as texts; an empty one means "as learned". */
export type SettingsDraft = { task: Task | ""; choices: string; answerPath: string; confidencePath: string };

export function toDraft(settings: PointSettings): SettingsDraft {
  return {
    task: settings.task ?? "",
    choices: settings.choices?.join("\n") ?? "",
    answerPath: settings.answerPath ?? "",
    confidencePath: settings.confidencePath ?? "",
  };
}

/** What the form asks for: one choice a line, without blanks and repeats; null where it is left to learning. */
export function fromDraft(draft: SettingsDraft): PointSettings {
  const choices = [...new Set(draft.choices.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
  return {
    task: draft.task === "" ? null : draft.task,
    choices: choices.length === 0 ? null : choices,
    answerPath: draft.answerPath.trim() || null,
    confidencePath: draft.confidencePath.trim() || null,
  };
}
