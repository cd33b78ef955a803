/**
 * Splits what a person typed into words to look for. Letters and digits make words, all else separates; the last
 * word counts as a prefix from four letters on (shorter prefixes match too much to be fast).
 */
export function searchWords(query: string): { word: string; isPrefix: boolean }[] {
  return splitWords(query)
    .slice(0, 12)
    .map((word, index, all) => ({
      word,
      isPrefix: index === all.length - 1 && word.length >= 4 && !/\s$/.test(query),
    }));
}

/** All words of a text, in order: runs of letters and digits. */
export function splitWords(text: string): string[] {
  return text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
}
