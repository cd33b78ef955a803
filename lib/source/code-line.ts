/** What a stretch of source is, for its colour (`--code-…` in app/globals.css). */
export const codeKinds = [
  "plain",
  "keyword",
  "string",
  "constant",
  "function",
  "type",
  "comment",
  "punctuation",
] as const;
export type CodeKind = (typeof codeKinds)[number];

/** A stretch of one line: its text as the author wrote it and the position of its kind in `codeKinds`. */
export type CodeToken = [text: string, kind: number];

/** A line of source as it is shown. */
export type CodeLine = {
  tokens: CodeToken[];
  /** Characters left out at its end. */
  cut?: number;
};

/** Longest line that is shown, in UTF-16 code units: beyond it stands a note. */
export const maxColumns = 400;

/** A line without colours. */
export const plainLine = (text: string): CodeLine => cutLine([[text, 0]]);

/** Cuts a line's tokens at `limit` characters and says how many were left out. */
export function cutLine(tokens: CodeToken[], limit = maxColumns): CodeLine {
  const kept: CodeToken[] = [];
  let length = 0;
  for (const [text, kind] of tokens) {
    if (length < limit && text !== "") kept.push([text.slice(0, limit - length), kind]);
    length += text.length;
  }
  return length > limit ? { tokens: kept, cut: length - limit } : { tokens: kept };
}
