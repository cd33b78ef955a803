import { ArrowRight, CircleHelp, Equal } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { ArmOutcome, BranchConsequence } from "@/lib/consequence/types";
import { visibleText } from "@/lib/visible-text";

type Props = Pick<BranchConsequence, "actual"> & { outcome: ArmOutcome };

/** The arm and effect before and after, or that they are not known and why. */
export function ArmChange({ actual, outcome }: Props) {
  const before = <Arm name={actual.arm} isQuiet={outcome.isKnown && !outcome.isSameArm} />;
  return (
    <div>
      {!outcome.isKnown ? (
        <NotKnown before={before} reason={outcome.reason} />
      ) : outcome.isSameArm ? (
        <p className="flex flex-wrap items-center gap-2">
          {before}
          <span className="flex items-center gap-1 text-muted">
            <Equal aria-hidden className="size-3.5" /> the same arm
          </span>
        </p>
      ) : (
        <>
          <p className="flex flex-wrap items-center gap-2">
            {before}
            <span className="inline-flex min-w-0 items-center gap-2">
              <ArrowRight aria-label="becomes" className="size-3.5 shrink-0 text-faint" />
              <Arm name={outcome.arm} isStrong />
            </span>
          </p>
          <Effects before={actual.effects} after={outcome.effects} />
        </>
      )}
    </div>
  );
}

function NotKnown({ before, reason }: { before: ReactNode; reason: string }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        {before}
        <ArrowRight aria-label="becomes" className="size-3.5 shrink-0 text-faint" />
        <span className="inline-flex h-6 items-center gap-1 rounded-md border border-line-strong border-dashed px-2 text-muted text-xs">
          <CircleHelp aria-hidden className="size-3.5" /> not known
        </span>
      </p>
      <p className="mt-1 text-muted text-xs [overflow-wrap:anywhere]">
        {visibleText(reason.slice(0, 600))
          .split("`")
          .map((part, place) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence have no identity but their place
            place % 2 === 1 ? <code key={place}>{part}</code> : part,
          )}
      </p>
    </>
  );
}

type ArmProps = { name: string | null; isQuiet?: boolean; isStrong?: boolean };

function Arm({ name, isQuiet, isStrong }: ArmProps) {
  return (
    <span
      className={cn(
        "inline-flex min-h-6 max-w-full items-center rounded-md border px-2 py-0.5 font-mono text-xs [overflow-wrap:anywhere]",
        isStrong ? "border-accent-line bg-accent-soft font-medium text-accent" : "border-line-strong bg-surface",
        isQuiet && "text-muted line-through decoration-faint",
      )}
    >
      {visibleText((name ?? "no arm").slice(0, 300))}
    </span>
  );
}

function Effects({ before, after }: { before: string[]; after: string[] | null }) {
  if (before.length === 0 && !after?.length) return null;
  if (after && listEffects(before) === listEffects(after)) {
    return <p className="mt-1.5 text-muted text-xs">effect: {listEffects(after)}, as before</p>;
  }
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-1.5 text-muted text-xs">
      <span>effect:</span>
      <span className="line-through decoration-faint">{listEffects(before)}</span>
      <ArrowRight aria-label="becomes" className="size-3 shrink-0 text-faint" />
      <span className={after ? "text-ink" : "italic"}>{after ? listEffects(after) : "not known"}</span>
    </p>
  );
}

const listEffects = (names: string[]) =>
  names.length === 0
    ? "none"
    : names
        .slice(0, 4)
        .map((name) => visibleText(name.slice(0, 80)))
        .join(", ");
