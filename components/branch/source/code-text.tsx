import { cn } from "@/components/ui/cn";
import { type CodeKind, type CodeLine, codeKinds } from "@/lib/source/code-line";
import { visibleText } from "@/lib/visible-text";
import { markTokens } from "./mark-tokens";
import type { SourceRow } from "./source-rows";

const colours: Record<CodeKind, string | undefined> = {
  plain: undefined,
  keyword: "text-code-keyword",
  string: "text-code-string",
  constant: "text-code-constant",
  function: "text-code-function",
  type: "text-code-type",
  comment: "text-code-comment",
  punctuation: "text-code-punctuation",
};

type Props = {
  code: CodeLine;
  /** Without its colours: code that did not run. */
  isDim?: boolean;
} & Partial<Pick<SourceRow, "marks" | "dims">>;

/** One line of source as text: coloured by kind, tested parts underlined, what did not run without colour. */
export function CodeText({ code, isDim = false, marks = [], dims = [] }: Props) {
  return (
    <>
      {markTokens(code.tokens, { marks, dims }).map(({ text, kind, mark, isDim: isDimPart }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches of a line have no identity but their place
          key={index}
          className={cn(
            isDim || isDimPart ? "text-faint" : colours[codeKinds[kind] ?? "plain"],
            mark && !isDimPart && "underline decoration-1 underline-offset-[5px]",
            mark?.value === true ? "decoration-positive-fill" : "decoration-line-strong",
          )}
        >
          {visibleText(text)}
        </span>
      ))}
      {code.cut !== undefined && <span className="text-faint italic"> … {code.cut} more characters</span>}
    </>
  );
}
