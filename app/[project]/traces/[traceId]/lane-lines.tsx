import { linkColor } from "@/components/judgment/link-color";
import type { LaneLink } from "./lane-links";

type Props = {
  links: LaneLink[];
  litKey: string | undefined;
  topOf: (key: string) => number | undefined;
  fromX: number;
  toX: number;
  between: { from: number; to: number };
  height: number;
};

/** Where a line leaves its judgment's card: beside the point's name. */
const leaveAt = 22;

/** The lines from judgments to the rows whose values came from them, in the space between the lanes. */
export function LaneLines({ links, litKey, topOf, fromX, toX, between, height }: Props) {
  const lines = links.flatMap((link) => {
    const from = topOf(link.from);
    const to = topOf(link.to);
    if (from === undefined || to === undefined) return [];
    const offset = link.offset ?? 60 + link.row * 70;
    const line = { ...link, fromY: from + leaveAt, toY: to + offset + 7 * link.place };
    const isNear = Math.max(line.fromY, line.toY) >= between.from && Math.min(line.fromY, line.toY) <= between.to;
    return isNear ? [line] : [];
  });
  // The followed line is drawn last, over the others.
  lines.sort((a, b) => Number(a.from === litKey) - Number(b.from === litKey));
  return (
    <svg aria-hidden="true" className="pointer-events-none absolute inset-0 w-full" height={height}>
      {lines.map((line) => {
        const isLit = line.from === litKey;
        const turnX = fromX + (toX - fromX) * (0.22 + 0.11 * (line.color % 6));
        return (
          <g
            key={`${line.from} ${line.to} ${line.row}`}
            style={linkColor(line.color)}
            className="transition-opacity"
            opacity={isLit ? 1 : litKey === undefined ? 0.6 : 0.15}
          >
            <path
              data-line={`${line.from} ${line.to} ${line.row}`}
              d={pathOf({ ...line, fromX, turnX, toX: toX - 3 })}
              fill="none"
              stroke="var(--link)"
              strokeWidth={isLit ? 2.25 : 1.5}
              strokeDasharray={line.via === "value" ? undefined : line.via === "window" ? "5 4" : "1.5 3.5"}
            />
            <circle cx={toX - 3} cy={line.toY} r={isLit ? 3.5 : 2.75} fill="var(--link)" />
            <circle cx={fromX} cy={line.fromY} r={isLit ? 3.5 : 2.75} fill="var(--link)" />
          </g>
        );
      })}
    </svg>
  );
}

type Ends = { fromX: number; fromY: number; turnX: number; toX: number; toY: number };

/** Across, down at a place of the judgment's own so that lines do not run over each other, and across. */
function pathOf({ fromX, fromY, turnX, toX, toY }: Ends): string {
  const down = toY >= fromY ? 1 : -1;
  const radius = Math.min(9, Math.abs(toY - fromY) / 2);
  return [
    `M${fromX} ${fromY}`,
    `H${turnX - radius}`,
    `Q${turnX} ${fromY} ${turnX} ${fromY + radius * down}`,
    `V${toY - radius * down}`,
    `Q${turnX} ${toY} ${turnX + radius} ${toY}`,
    `H${toX}`,
  ].join(" ");
}
