/** Bidirectional controls and invisible marks that can make text read as something it is not. */
const deceiving = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/**
 * Text from a trace as a person may safely read it: control characters and direction
 * overrides become `⟨U+001B⟩`, `⟨U+202E⟩`, so that nothing hides and nothing reorders. Tabs and line feeds stay.
 */
export function visibleText(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(controls, codePointOf).replace(deceiving, codePointOf);
}

const codePointOf = (mark: string) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
