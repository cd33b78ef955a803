"use client";

import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { SuiteVersionItem } from "@/lib/contract/suite";
import { visibleText } from "@/lib/visible-text";
import { loadVersions } from "./actions";
import { usePages } from "./use-pages";

type Props = {
  project: string;
  suiteId: string;
  first: { items: SuiteVersionItem[]; nextCursor: string | null };
};

const words: Record<string, string> = {
  added: "added a case",
  updated: "changed a case",
  restored: "brought a case back",
  disputed: "disagreed: the case became a draft",
  retired: "took a case out",
};

/** Every change of a suite, newest first; each version can still be exported. */
export function Versions({ project, suiteId, first }: Props) {
  const { items, loadMore } = usePages(first, (cursor) => loadVersions({ project, suiteId, cursor }));
  return (
    <>
      <ol className="flex flex-col">
        {items.map(({ version, at, author, change, caseId }) => (
          <li key={version} className="flex items-baseline gap-x-4 border-line border-b px-4 py-2 md:px-5">
            <span className="w-14 shrink-0 font-medium tabular-nums">v{version}</span>
            <span className="min-w-0 flex-1 truncate">
              {visibleText(author)} {words[change] ?? change}{" "}
              <span className="font-mono text-faint text-xs">{caseId}</span>
            </span>
            <Time at={at} className="shrink-0 text-faint text-xs" />
          </li>
        ))}
      </ol>
      {loadMore && (
        <div className="px-4 py-3 md:px-5">
          <Button onClick={loadMore}>Show more</Button>
        </div>
      )}
    </>
  );
}
