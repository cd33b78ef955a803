import type { LinkedJudgment } from "@/components/branch/judgment-chip";
import { type LineEnd, lineEnds } from "@/components/branch/line-ends";
import type { JudgmentLink } from "@/lib/contract/branch";
import type { StepView } from "@/lib/contract/trace";
import { itemKey, type LaneItem } from "./lane-items";
import type { Measured } from "./use-measured";

/** A line from a judgment to a row of a branch; `place` counts the lines that end there, from 0. */
export type LaneLink = {
  from: string;
  to: string;
  /** The row's place among those of its branch that lines end at. */
  row: number;
  /** Where the row lies in its branch, in pixels, once that is drawn. */
  offset?: number;
  place: number;
  via: JudgmentLink["via"];
  color: number;
};

export type LinkIndex = {
  judgmentOf: (link: JudgmentLink) => LinkedJudgment | undefined;
  colorOf: (key: string) => number;
};

/**
 * Gives every judgment in the lanes its colour, and finds the one a link names: with several questions on one span
 * it is the one whose name ends as the field read does, else the first.
 */
export function indexJudgments(items: LaneItem[], steps: Map<string, StepView>): LinkIndex {
  const colors = new Map<string, number>();
  const bySpan = new Map<string, LaneItem[]>();
  for (const item of items) {
    if (item.lane !== "left") continue;
    colors.set(item.key, colors.size);
    const group = bySpan.get(item.step.spanId);
    if (group) group.push(item);
    else bySpan.set(item.step.spanId, [item]);
  }
  const pointOf = (item: LaneItem) => steps.get(item.step.spanId)?.judgments?.[item.ordinal]?.point ?? item.step.name;
  return {
    colorOf: (key) => colors.get(key) ?? 0,
    judgmentOf: (link) => {
      const group = bySpan.get(link.spanId);
      const question = link.field?.replace(/^output\./, "").split(".")[0];
      const item = group?.find((candidate) => question && pointOf(candidate).endsWith(`.${question}`)) ?? group?.[0];
      return item && { key: item.key, point: pointOf(item), color: colors.get(item.key) ?? 0 };
    },
  };
}

/** All lines of the branches whose payload is here, one row a condition: what is not drawn yet has no other rows. */
export function listLinks(
  items: LaneItem[],
  steps: Map<string, StepView>,
  { judgmentOf, colorOf }: LinkIndex,
): LaneLink[] {
  return items.flatMap(({ step }) => {
    const conditions = steps.get(step.spanId)?.branch?.conditions ?? [];
    const rows = conditions.map(({ operands }) => ({
      ends: lineEnds(
        operands.flatMap((operand) => operand.judgments ?? []),
        judgmentOf,
      ),
    }));
    return linksTo(itemKey(step.spanId, 0), rows, colorOf);
  });
}

/** The lines as they are drawn: those of a drawn branch end at the rows that it shows now. */
export function placeLinks(
  links: LaneLink[],
  measured: ReadonlyMap<string, Measured>,
  colorOf: LinkIndex["colorOf"],
): LaneLink[] {
  const drawn = [...measured].flatMap(([key, { rows }]) => linksTo(key, rows, colorOf));
  return [...links.filter(({ to }) => !measured.has(to)), ...drawn];
}

type Stretch = { top: number; bottom: number };

/**
 * Keys of the judgments to stand in for at the top of the left lane: those above the view with a line to a branch that
 * reaches into it. None where a card of that lane is in their place already.
 * @param placeOf where an item lies, in pixels from the top of the lanes
 * @param roomFor height that so many stand-ins take
 */
export function listPinned(
  links: LaneLink[],
  items: LaneItem[],
  {
    view,
    placeOf,
    roomFor,
  }: { view: Stretch; placeOf: (key: string) => Stretch | undefined; roomFor: (count: number) => number },
): string[] {
  const reaches = (key: string, { top, bottom }: Stretch) => {
    const place = placeOf(key);
    return place !== undefined && place.top < bottom && place.bottom > top;
  };
  const isAbove = (key: string) => (placeOf(key)?.bottom ?? Number.POSITIVE_INFINITY) <= view.top;
  const feeding = new Set(links.filter(({ to }) => reaches(to, view)).map(({ from }) => from));
  const keys = items.map(({ key }) => key).filter((key) => feeding.has(key) && isAbove(key));
  const room = { top: view.top, bottom: view.top + roomFor(keys.length) };
  const isFree = !items.some((item) => item.lane !== "right" && reaches(item.key, room));
  return isFree ? keys : [];
}

type Row = { offset?: number; ends: LineEnd[] };

const linksTo = (to: string, rows: Row[], colorOf: LinkIndex["colorOf"]): LaneLink[] =>
  rows.flatMap(({ offset, ends }, row) =>
    ends.map(({ key, via }, place) => ({
      from: key,
      to,
      row,
      ...(offset !== undefined && { offset }),
      place,
      via,
      color: colorOf(key),
    })),
  );
