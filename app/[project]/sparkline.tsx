import { formatCount } from "@/lib/format";

type Props = { days: number[]; max: number; label: string };

/** Counts per day as bars, today last; the same scale for all of them on a screen. */
export function Sparkline({ days, max, label }: Props) {
  const total = days.reduce((sum, count) => sum + count, 0);
  return (
    <svg
      role="img"
      aria-label={`${label}: ${formatCount(total)} over ${days.length} days, ${formatCount(days.at(-1) ?? 0)} today`}
      viewBox={`0 0 ${days.length * 4} 24`}
      preserveAspectRatio="none"
      className="block h-6 w-full"
    >
      {days.map((count, day) => {
        const height = count === 0 ? 1 : 2 + (count / max) * 22;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a day has no identity but its place
            key={day}
            x={day * 4}
            y={24 - height}
            width={3}
            height={height}
            className={count === 0 ? "fill-line" : "fill-accent-line"}
          />
        );
      })}
    </svg>
  );
}
