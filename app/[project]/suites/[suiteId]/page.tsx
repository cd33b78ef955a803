import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { PageHeader } from "@/components/ui/page-header";
import { countArms, listCases, listConflicts } from "@/db/queries/cases";
import { listSuiteVersions, requireSuite } from "@/db/queries/suites";
import { splits } from "@/lib/contract/vocabulary";
import { CasebookError } from "@/lib/errors";
import { previewExports } from "@/lib/exports/preview";
import { formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";
import { ExportDialog } from "./export-dialog";
import { SuiteTabs } from "./suite-tabs";

export const metadata: Metadata = { title: "Suite" };

type Props = {
  params: Promise<{ project: string; suiteId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SuitePage({ params, searchParams }: Props) {
  const [{ project, suiteId }, { tab }] = await Promise.all([params, searchParams, requirePerson()]);
  const suite = await requireSuite(db(), { project, suiteId }).catch(absent);
  const of = { suiteId: suite.id, splits: [...splits] };
  const [cases, conflicts, versions, counts] = await Promise.all([
    listCases(db(), { ...of, states: ["active", "draft"], limit: 100 }),
    listConflicts(db(), of),
    listSuiteVersions(db(), { suiteId: suite.id, limit: 100 }),
    countArms(db(), { suiteId: suite.id, splits: ["dev"] }),
  ]);
  const visible = cases.items.filter((one) => one.state === "active" && one.split === "dev").slice(0, 3);
  const exported = { id: suite.id, point: suite.name, version: suite.version };
  const previews = await previewExports(exported, { cases: visible, counts });
  return (
    <>
      <PageHeader
        title={visibleText(suite.name)}
        detail={
          <>
            {formatNoun(suite.cases, "case")} · version {suite.version} ·{" "}
            <Link href={`/${project}/points/${suite.pointId}`} className="underline hover:text-accent">
              decision point
            </Link>
          </>
        }
        actions={<ExportDialog project={project} suite={suite} counts={counts} previews={previews} />}
      />
      <SuiteTabs tab={typeof tab === "string" ? tab : null} {...{ project, suite, cases, conflicts, versions }} />
    </>
  );
}

function absent(error: unknown): never {
  if (error instanceof CasebookError && error.status === 404) notFound();
  throw error;
}
