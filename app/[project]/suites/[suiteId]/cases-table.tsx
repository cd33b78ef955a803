"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { ListedCase } from "@/lib/contract/suite";
import { loadCases } from "./actions";
import { caseHref } from "./case-href";
import { createColumns } from "./cases-columns";
import { usePages } from "./use-pages";

type Props = { project: string; suiteId: string; first: { items: ListedCase[]; nextCursor: string | null } };

/** The cases of a suite, newest first; opening one leads to its decision. */
export function CasesTable({ project, suiteId, first }: Props) {
  const router = useRouter();
  const { items, loadMore } = usePages(first, (cursor) => loadCases({ project, suiteId, cursor }));
  const columns = useMemo(() => createColumns(project), [project]);
  return (
    <DataTable
      label="Cases"
      columns={columns}
      rows={items}
      getRowId={({ id }) => id}
      onOpen={(testCase) => router.push(caseHref(project, testCase))}
      onEndReached={loadMore}
      empty={<p className="px-5 py-10 text-center text-muted">Every label of this suite was taken back.</p>}
    />
  );
}
