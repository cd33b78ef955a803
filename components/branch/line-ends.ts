import type { JudgmentLink } from "@/lib/contract/branch";
import { type LinkVia, linkVias } from "@/lib/contract/vocabulary";
import type { LinkedJudgment } from "./judgment-chip";

/** Where the line of a judgment ends: at a row whose values came from it. */
export type LineEnd = { key: string; via: LinkVia };

/** The judgments that lines come from to a row, each once, with the strongest way it got there. */
export function lineEnds(
  links: JudgmentLink[],
  judgmentOf: (link: JudgmentLink) => LinkedJudgment | undefined,
): LineEnd[] {
  const found = new Map<string, LinkVia>();
  for (const link of links) {
    const key = judgmentOf(link)?.key;
    if (key === undefined) continue;
    const known = found.get(key);
    if (!known || linkVias.indexOf(link.via) < linkVias.indexOf(known)) found.set(key, link.via);
  }
  return [...found].map(([key, via]) => ({ key, via }));
}

/** The links to show as chips: each judgment once, by the strongest way its value came; unknown ones once in all. */
export function chipLinks(
  links: JudgmentLink[],
  judgmentOf: (link: JudgmentLink) => LinkedJudgment | undefined,
): JudgmentLink[] {
  const found = new Map<string, JudgmentLink>();
  for (const link of links) {
    const key = judgmentOf(link)?.key ?? "";
    const known = found.get(key);
    if (!known || linkVias.indexOf(link.via) < linkVias.indexOf(known.via)) found.set(key, link);
  }
  return [...found.values()];
}

/** Line ends as the attribute `data-line-ends`, by which a drawn row tells where its lines end; undefined for none. */
export const writeLineEnds = (ends: LineEnd[]): string | undefined =>
  ends.length === 0 ? undefined : ends.map(({ key, via }) => `${key}:${via}`).join(" ");

/** Reads what `writeLineEnds` wrote. */
export function readLineEnds(text: string): LineEnd[] {
  return text.split(" ").flatMap((part): LineEnd[] => {
    const [key = "", via] = part.split(":");
    const known = linkVias.find((one) => one === via);
    return key !== "" && known ? [{ key, via: known }] : [];
  });
}
