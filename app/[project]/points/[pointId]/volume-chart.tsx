import { formatCount, formatDay, formatNoun } from "@/lib/format";

type Day = { day: string; count: number };

const shownDays = 42;
const dayMs = 86_400_000;

/** Decisions per day as columns, the newest six weeks that hold any. */
export function VolumeChart({ days }: { days: Day[] }) {
  const last = days.at(-1);
  if (!last) return <p className="text-faint">No decision has been made here yet.</p>;
  const columns = fillDays(days, last.day);
  const most = Math.max(...columns.map(({ count }) => count));
  const total = columns.reduce((sum, { count }) => sum + count, 0);
  const from = columns[0]?.day ?? last.day;
  return (
    <figure>
      <svg
        role="img"
        aria-label={`${formatNoun(total, "decision")} from ${formatDay(from)} to ${formatDay(last.day)}, at most ${formatCount(most)} a day`}
        viewBox={`0 0 ${shownDays * 10} 100`}
        preserveAspectRatio="none"
        className="h-28 w-full border-line border-b"
      >
        {columns.map(({ day, count }, index) => (
          <rect
            key={day}
            x={index * 10 + 1}
            y={100 - (count / most) * 96}
            width={8}
            height={(count / most) * 96}
            className="fill-accent-fill"
          >
            <title>{`${formatDay(day)}: ${formatCount(count)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption className="mt-1 flex justify-between text-2xs text-faint">
        <span>{formatDay(from)}</span>
        <span>at most {formatCount(most)} a day</span>
        <span>{formatDay(last.day)}</span>
      </figcaption>
    </figure>
  );
}

function fillDays(days: Day[], last: string): Day[] {
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  return Array.from({ length: shownDays }, (_, index) => {
    const day = new Date(Date.parse(last) - (shownDays - 1 - index) * dayMs).toISOString().slice(0, 10);
    return { day, count: counts.get(day) ?? 0 };
  });
}
