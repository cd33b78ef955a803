import type { Json } from "../../../lib/contract/json";
import type { Difference } from "./report";

/** A difference in a person's words. */
export function sayDifference(difference: Difference): string {
  switch (difference.kind) {
    case "call":
      return sayCall(difference);
    case "branch":
      return sayBranch(difference);
    case "branch-run":
      return difference.is === "new"
        ? `the branch ${difference.branch} is not in the record`
        : `the recorded branch ${difference.branch} did not run`;
    case "outcome":
      return "the workflow came to another result";
  }
}

function sayCall({ call: { kind, name, ordinal }, is }: Extract<Difference, { kind: "call" }>): string {
  const call = `the ${kind} ${name}#${ordinal}`;
  if (is === "missing") return `the recorded ${kind} ${name}#${ordinal} was not asked for`;
  return is === "new" ? `${call} is not in the record` : `${call} was given another input`;
}

function sayBranch({ branch, at }: Extract<Difference, { kind: "branch" }>): string {
  const place = at.file && at.at ? ` (${at.file}:${at.at[0]})` : "";
  const where = `in ${branch}, at ${at.siteKind ?? "a place"} "${at.text.slice(0, 120)}"${place}`;
  if (at.kind === "uncounted") return `in ${branch}: ${at.text} came out otherwise`;
  if (at.kind === "path") return `${where}: other code ran`;
  return `${where}: ${say(at.recorded)} in the record, ${say(at.replayed)} now`;
}

const say = (value: Json | undefined) => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, 120));
