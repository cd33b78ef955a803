import { canonicalJson } from "../contract/canonical-json";
import type { CurrentLabel, LabelEvent } from "../contract/label";

/** A label event with the identity of the person behind it: names change, ids do not. */
export type AuthoredLabel = LabelEvent & { authorId: string };

/** The current label together with the event it was taken from. */
export type StandingLabel = CurrentLabel & { source: AuthoredLabel };

/**
 * What stands after a judgment's label history (design.md §2): the newest event of each person, unless it takes
 * their label back. A label that its own author replaced does not return when the newer one is withdrawn.
 * People who name different answers make it `disputed`; `unsure` claims nothing, so it disputes nothing.
 * @param events of one judgment, oldest first; `correct` events carry the confirmed answer as `expected`
 * @returns undefined when nobody's label stands
 */
export function currentLabel(events: AuthoredLabel[]): StandingLabel | undefined {
  const standing = standingLabels(events);
  const claims = standing.filter((event) => event.verdict !== "unsure");
  const newest = (claims.length > 0 ? claims : standing).at(-1);
  if (!newest) return undefined;
  const isDisputed = new Set(claims.map((event) => canonicalJson(event.expected))).size > 1;
  const verdict = isDisputed ? "disputed" : (newest.verdict as CurrentLabel["verdict"]);
  const expected = isDisputed ? null : newest.expected;
  return { verdict, expected, author: newest.author, at: newest.at, source: newest };
}

/** The newest event of each person who has not taken it back, oldest first. */
export function standingLabels(events: AuthoredLabel[]): AuthoredLabel[] {
  const newestOf = new Map(events.map((event) => [event.authorId, event]));
  return events.filter((event) => newestOf.get(event.authorId) === event && event.verdict !== "withdrawn");
}
