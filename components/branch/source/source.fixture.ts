import type { ExpandedFrame, FrameEvent, SourceRange, Turn } from "@/lib/branches/types";
import { plainLine } from "@/lib/source/code-line";
import type { Listing, SourceFrame } from "@/lib/source/source-view";

/** A listing of `source`, whose first line has the number `from`. */
export const listingOf = (source: string, from = 1): Listing => ({
  file: "src/policy.ts",
  from,
  lines: source.split("\n").map(plainLine),
  indent: 0,
  linesLeft: 0,
});

/** The range of the `nth` place where `text` stands in `source`, whose first line is line 1. */
export function rangeOf(source: string, text: string, nth = 0): SourceRange {
  let at = -1;
  for (let count = 0; count <= nth; count++) at = source.indexOf(text, at + 1);
  if (at === -1) throw new Error(`not in the source: ${text}`);
  const place = (offset: number): [number, number] => {
    const before = source.slice(0, offset).split("\n");
    return [before.length, before.at(-1)?.length ?? 0];
  };
  return [...place(at), ...place(at + text.length)];
}

type Given = Partial<FrameEvent> & Pick<FrameEvent, "kind" | "at">;

export const eventOf = (event: Given): FrameEvent => ({
  site: event.at[0] * 100 + event.at[1],
  text: "",
  operands: [],
  judgments: [],
  turns: [],
  ...event,
});

export function frameOf(frame: Partial<SourceFrame> & Pick<ExpandedFrame, "at">): SourceFrame {
  return {
    frame: 0,
    table: 0,
    isWorkflow: false,
    functionIndex: 0,
    functionName: "decide",
    file: "src/policy.ts",
    parent: undefined,
    callSite: undefined,
    events: [],
    loops: [],
    lines: [],
    threw: false,
    over: [],
    listing: 0,
    arms: [],
    ...frame,
  };
}

export const turn = (site: number, number: number): Turn => ({ site, turn: number });
