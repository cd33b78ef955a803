import { Bar } from "@/components/ui/bar";
import type { SeenBefore } from "@/lib/consequence/types";
import type { Json } from "@/lib/contract/json";
import { formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { EvidenceLinks } from "./evidence-links";

type Props = { project: string; answer: Json; name: string; seen: SeenBefore };

/** Where the branch went for judgments that gave this answer themselves, with a few to look at. */
export function SeenArms({ project, answer, name, seen }: Props) {
  const value = visibleText(typeof answer === "string" ? answer.slice(0, 60) : "this answer");
  if (seen.total === 0) {
    return (
      <p className="text-faint text-xs">Seen before: never. This version's records hold no other “{value}” here.</p>
    );
  }
  return (
    <div className="text-xs">
      <p className="mb-1 text-muted">
        Seen before: for “{value}”, <span className="font-mono">{visibleText(name)}</span> went, of{" "}
        {seen.isCapped ? "the newest " : ""}
        {formatNoun(seen.total, "time")}, to
      </p>
      <ul className="flex flex-col gap-1">
        {seen.arms.slice(0, 5).map(({ arm, count, judgmentIds }) => (
          <li key={arm ?? ""} className="grid grid-cols-[minmax(0,1fr)_3rem_2rem_4.25rem] items-center gap-2">
            <span className="truncate font-mono" title={visibleText(arm ?? "no arm")}>
              {visibleText(arm ?? "no arm")}
            </span>
            <Bar parts={[{ share: count / seen.total, tone: "accent" }]} />
            <span className="flex items-center gap-1.5 text-muted tabular-nums">
              {count}
              <EvidenceLinks items={judgmentIds.map((id) => ({ key: id, href: `/${project}/decisions?peek=${id}` }))} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
