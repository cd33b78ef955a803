import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";

type Props = { markers: string[]; isBeside?: boolean };

/** Says of a trace without any judgment what was looked for, so that a sender can be put right. */
export function NoJudgments({ markers, isBeside = false }: Props) {
  const list = (
    <ul className="mt-2 flex flex-wrap justify-center gap-1">
      {markers.map((marker) => (
        <li key={marker} className="rounded-sm bg-active px-1.5 font-mono text-muted text-xs leading-5">
          {marker}
        </li>
      ))}
    </ul>
  );
  const lead = "No span of this trace carries any of the markers by which Casebook knows a model's decision:";
  if (isBeside) {
    return (
      <section className="border-line border-b bg-surface px-5 py-3 text-center text-muted">
        <strong className="font-medium text-ink">No judgment in this trace.</strong> {lead}
        {list}
      </section>
    );
  }
  return (
    <EmptyState icon={SearchX} title="No judgment in this trace">
      {lead}
      {list}
    </EmptyState>
  );
}
