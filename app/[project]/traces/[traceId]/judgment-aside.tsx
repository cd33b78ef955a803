"use client";

import { ChartNoAxesColumn, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { type CorrectionActions, CorrectionPanel } from "@/components/judgment/correction-panel";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { JudgmentItem } from "@/lib/contract/judgment";
import type { LabelEvent } from "@/lib/contract/label";
import { reach } from "@/lib/reach";
import { visibleText } from "@/lib/visible-text";
import { loadHistory } from "./actions";

type Props = {
  project: string;
  person: string;
  judgment: JudgmentItem;
  corrections: CorrectionActions;
  onClose: () => void;
  onLabelled: () => void;
};

/** The selected judgment's correction, beside the lanes; over them on narrow screens. */
export function JudgmentAside({ project, person, judgment, corrections, onClose, onLabelled }: Props) {
  const { history, error, reload } = useHistory(project, judgment.id);
  return (
    <aside
      aria-label={`Correct ${judgment.point}`}
      className="flex w-full animate-slide flex-col overflow-y-auto border-line bg-surface max-lg:absolute max-lg:inset-0 max-lg:z-20 lg:w-90 lg:shrink-0 lg:border-l"
    >
      <header className="sticky top-0 z-10 flex h-11 shrink-0 items-center gap-2 border-line border-b bg-surface px-4">
        <h2 className="min-w-0 flex-1 truncate font-medium">{visibleText(judgment.point)}</h2>
        <IconButton asChild label="Point: figures and settings">
          <Link href={`/${project}/points/${judgment.pointId}`}>
            <ChartNoAxesColumn />
          </Link>
        </IconButton>
        <IconButton label="Close" shortcut="escape" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {error && (
        <p role="alert" className="px-4 py-3 text-negative">
          {error}
        </p>
      )}
      {history ? (
        <CorrectionPanel
          key={judgment.id}
          {...{ project, person, judgment, history }}
          actions={corrections}
          onLabelled={() => {
            onLabelled();
            reload();
          }}
        />
      ) : (
        !error && <PanelSkeleton />
      )}
    </aside>
  );
}

function useHistory(project: string, judgmentId: string) {
  const [loaded, setLoaded] = useState<{ judgmentId: string; history: LabelEvent[] }>();
  const [error, setError] = useState<string>();
  const [version, setVersion] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version reloads
  useEffect(() => {
    let isCurrent = true;
    reach(loadHistory({ project, judgmentId })).then((result) => {
      if (!isCurrent) return;
      if (result.ok) setLoaded({ judgmentId, history: result.data });
      setError(result.ok ? undefined : result.error.message);
    });
    return () => {
      isCurrent = false;
    };
  }, [project, judgmentId, version]);
  const history = loaded?.judgmentId === judgmentId ? loaded.history : undefined;
  return { history, error, reload: () => setVersion((current) => current + 1) };
}

function PanelSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
