import { deciders, tasks } from "../contract/vocabulary";
import { wire } from "../contract/wire";
import type { Convention } from "./convention";
import type { Draft } from "./draft";
import { asList, asNumber, asObject, asShare, asText, firstText, parseJsonText } from "./values";

/** Spans of Casebook's own SDK, or written by hand to its wire (design.md §3). */
export const casebook: Convention = {
  name: "casebook",
  segments: ["casebook"],
  markers: [wire.kind],
  role({ span }) {
    const kind = span.attributes[wire.kind];
    if (kind === "judgment") return "judgment";
    if (kind === "action") return "tool";
    return typeof kind === "string" ? "other" : undefined;
  },
  read({ span: { attributes, name } }) {
    if (attributes[wire.kind] !== "judgment") return {};
    const json = (key: "input" | "output" | "error") => {
      const text = attributes[wire[key]];
      return typeof text === "string" ? parseJsonText(text) : undefined;
    };
    const draft: Draft = { name: firstText(attributes, wire.name) ?? name, decider: "model", cut: [] };
    const content = (key: "input" | "output") => {
      const text = attributes[wire[key]];
      const value = json(key);
      if (typeof text !== "string" || value !== undefined) return value;
      draft.cut?.push(key);
      return text;
    };
    const input = content("input");
    if (input !== undefined) draft.input = input;
    const output = content("output");
    if (output !== undefined) draft.answer = { value: output };
    const task = attributes[wire.task];
    draft.task = tasks.find((known) => known === task);
    draft.decider = deciders.find((known) => known === attributes[wire.decider]) ?? "model";
    const choices = attributes[wire.choices];
    const list = asList(typeof choices === "string" ? parseJsonText(choices) : choices);
    if (list) draft.choices = list.map((choice) => (typeof choice === "string" ? choice : JSON.stringify(choice)));
    draft.confidence = asShare(attributes[wire.confidence]);
    const scores = attributes[wire.scores];
    draft.scores = readScores(asObject(typeof scores === "string" ? parseJsonText(scores) : scores));
    draft.rationale = firstText(attributes, wire.rationale);
    const error = asObject(json("error"));
    if (error) draft.error = { name: asText(error.name) ?? "Error", message: asText(error.message) ?? "" };
    return draft;
  },
};

function readScores(given: ReturnType<typeof asObject>): { [answer: string]: number } | undefined {
  if (!given) return undefined;
  const entries = Object.entries(given).flatMap(([answer, value]) => {
    const number = asNumber(value);
    return number === undefined ? [] : [[answer, number] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
