/** Longest name of a point or branch, in UTF-16 units; two such names fit in one index entry of any database. */
export const longestName = 200;
/** Longest of other texts that lists look things up by: workflow, version, subject, model, arm. */
export const longestLabel = 500;

/** A name or id as far as lists need it: databases refuse index entries past 2.7 KB. */
export function boundText<Text extends string | null | undefined>(text: Text, longest: number): Text {
  // Cut text is still text; whatever else the type allows comes back as it is.
  return (typeof text === "string" && text.length > longest ? text.slice(0, longest).toWellFormed() : text) as Text;
}
