import type { ThemeRegistrationRaw } from "shiki/core";
import { type CodeKind, codeKinds } from "./code-line";

/** TextMate scopes by kind; a longer scope wins over a shorter one. */
const scopes: Record<CodeKind, string[]> = {
  plain: ["meta.template.expression", "variable", "keyword.operator", "entity.other.attribute-name"],
  keyword: ["keyword", "storage", "keyword.operator.new", "keyword.operator.expression", "variable.language"],
  string: ["string", "punctuation.definition.string", "constant.character", "constant.other.placeholder"],
  constant: ["constant.numeric", "constant.language", "support.constant"],
  function: ["entity.name.function", "support.function", "variable.function"],
  type: [
    "entity.name.type",
    "entity.name.class",
    "entity.other.inherited-class",
    "support.type",
    "support.class",
    "entity.name.tag",
  ],
  comment: ["comment", "punctuation.definition.comment"],
  punctuation: ["punctuation", "meta.brace", "punctuation.definition.template-expression"],
};

/** A theme whose colours are numbers: `#00000n` is `codeKinds[n]`, which the screens colour for light and dark. */
export const kindTheme: ThemeRegistrationRaw = {
  name: "kinds",
  type: "light",
  colors: { "editor.foreground": colorOf("plain"), "editor.background": "#ffffff" },
  settings: codeKinds.map((kind) => ({ scope: scopes[kind], settings: { foreground: colorOf(kind) } })),
};

function colorOf(kind: CodeKind): string {
  return `#00000${codeKinds.indexOf(kind)}`;
}

/** The position in `codeKinds` that a colour of the theme stands for. */
export const kindOfColor = (color: string | undefined): number => Number(color?.at(-1) ?? 0) % codeKinds.length;
