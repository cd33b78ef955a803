import { expect, it } from "vitest";
import { fromDraft, toDraft } from "./settings-draft";

it("leaves empty fields to learning", () => {
  expect(fromDraft(toDraft({}))).toEqual({ task: null, choices: null, answerPath: null, confidencePath: null });
});

it("reads one choice a line, without blanks and repeats", () => {
  const draft = { ...toDraft({}), choices: " refund \n\nfraud\nrefund\n" };
  expect(fromDraft(draft).choices).toEqual(["refund", "fraud"]);
});

it("gives back what was set", () => {
  const settings = {
    task: "classify" as const,
    choices: ["a", "b"],
    answerPath: "answer.type",
    confidencePath: "answer.sure",
  };
  expect(fromDraft(toDraft(settings))).toEqual(settings);
});
