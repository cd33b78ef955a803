import { describe, expect, it } from "vitest";
import type { JudgmentLink } from "@/lib/contract/branch";
import { chipLinks, lineEnds, readLineEnds, writeLineEnds } from "./line-ends";

const judgmentOf = ({ spanId }: JudgmentLink) =>
  spanId === "elsewhere" ? undefined : { key: spanId, point: "type", color: 0 };

describe("lineEnds", () => {
  it("names each judgment once, by the strongest way its value came", () => {
    const links: JudgmentLink[] = [
      { spanId: "a", via: "window" },
      { spanId: "b", via: "control" },
      { spanId: "a", via: "value" },
      { spanId: "elsewhere", via: "value" },
    ];
    expect(lineEnds(links, judgmentOf)).toEqual([
      { key: "a", via: "value" },
      { key: "b", via: "control" },
    ]);
  });

  it("comes back from the attribute it was written to", () => {
    const ends = [
      { key: "00f067aa0ba902b7-1", via: "value" as const },
      { key: "00f067aa0ba902b8", via: "window" as const },
    ];
    expect(readLineEnds(writeLineEnds(ends) ?? "")).toEqual(ends);
    expect(writeLineEnds([])).toBeUndefined();
    expect(readLineEnds("a:nonsense :value")).toEqual([]);
  });
});

describe("chipLinks", () => {
  it("shows each judgment once, and those of other traces once in all", () => {
    const links: JudgmentLink[] = [
      { spanId: "a", via: "control" },
      { spanId: "elsewhere", via: "value" },
      { spanId: "a", via: "value", field: "output" },
      { spanId: "a", via: "value", field: "confidence" },
      { spanId: "elsewhere", via: "value", field: "output" },
    ];
    expect(chipLinks(links, judgmentOf)).toEqual([links[2], links[1]]);
  });
});
