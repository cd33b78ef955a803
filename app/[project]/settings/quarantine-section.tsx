import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { JsonValue } from "@/components/judgment/json-value";
import { TextValue } from "@/components/judgment/text-value";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import type { QuarantinedItem } from "@/db/queries/quarantine";
import type { Json } from "@/lib/contract/json";
import { formatCapped } from "@/lib/format";
import { SettingsSection } from "./settings-section";

type Item = Omit<QuarantinedItem, "raw"> & { raw: Json };
type Props = { project: string; items: Item[]; count: number; isFirst: boolean };

const countCap = 10_000;

/** Spans and log records that were not taken: what each was, and why. */
export function QuarantineSection({ project, items, count, isFirst }: Props) {
  const last = items.at(-1);
  const hasMore = items.length === 50 && last !== undefined;
  return (
    <SettingsSection
      title="Quarantine"
      id="quarantine"
      detail="What arrived and was not taken. One bad span never costs the rest of its batch."
      actions={count > 0 && <span className="text-faint text-xs">{formatCapped(count, countCap)} refused</span>}
    >
      {items.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={isFirst ? "Nothing was refused" : "No older ones"} className="py-8" />
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {items.map((item) => (
            <li key={item.seq}>
              <Refusal item={item} />
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        {!isFirst && (
          <Link href={`/${project}/settings#quarantine`} className={buttonVariants({ size: "sm" })}>
            Newest
          </Link>
        )}
        {hasMore && (
          <Link href={`/${project}/settings?before=${last.seq}#quarantine`} className={buttonVariants({ size: "sm" })}>
            Older
          </Link>
        )}
      </div>
    </SettingsSection>
  );
}

function Refusal({ item }: { item: Item }) {
  return (
    <details className="group">
      <summary className="ring-inside flex list-none flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2 hover:bg-hover">
        <span className="min-w-0 flex-1">
          <TextValue text={item.message} limit={200} />
        </span>
        <Badge tone="outline">{item.signal === "traces" ? "span" : "log record"}</Badge>
        <Time at={item.at} className="text-faint text-xs" />
      </summary>
      <div className="flex flex-col gap-2 border-line border-t bg-sunken px-3 py-2.5">
        <JsonValue
          value={{
            reason: item.code,
            ...(item.traceId !== "" && { "trace id": item.traceId }),
            ...(item.spanId !== "" && { "span id": item.spanId }),
          }}
        />
        <h3 className="caption-text">What arrived</h3>
        <JsonValue value={item.raw} />
      </div>
    </details>
  );
}
