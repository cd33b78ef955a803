import { Scale, SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { JudgmentFilter } from "@/lib/contract/judgment-query";

/** An empty table: what to take back, or in a project without decisions the way to the guide. */
export function NoDecisions({ project, filter }: { project: string; filter: JudgmentFilter }) {
  if (Object.keys(filter).length > 0) {
    return (
      <EmptyState icon={SearchX} title="No decision matches">
        Take a filter back, or wait: new ones announce themselves here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Scale}
      title="No decisions yet"
      action={
        <Button asChild variant="primary">
          <Link href={`/${project}`}>See how to send them</Link>
        </Button>
      }
    >
      New ones announce themselves here.
    </EmptyState>
  );
}
