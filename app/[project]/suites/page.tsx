import { FlaskConical } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { db } from "@/app/db";
import { requirePerson } from "@/app/session";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listSuites } from "@/db/queries/suites";
import { formatNoun } from "@/lib/format";
import { SuitesList } from "./suites-list";

export const metadata: Metadata = { title: "Suites" };

export default async function SuitesPage({ params }: { params: Promise<{ project: string }> }) {
  const [{ project }] = await Promise.all([params, requirePerson()]);
  const suites = await listSuites(db(), project);
  return (
    <>
      <PageHeader title="Suites" detail={suites.length > 0 && formatNoun(suites.length, "suite")} />
      {suites.length > 0 ? <SuitesList project={project} suites={suites} /> : <NoSuites project={project} />}
    </>
  );
}

function NoSuites({ project }: { project: string }) {
  return (
    <EmptyState
      icon={FlaskConical}
      title="No cases yet"
      action={
        <Button asChild variant="primary">
          <Link href={`/${project}/decisions`}>Open Decisions</Link>
        </Button>
      }
    >
      <p>
        A case is a judgment whose right answer somebody has confirmed. Open a decision and say whether the model was
        right: the case is made with it, in the suite of its decision point, ready to export as a test.
      </p>
    </EmptyState>
  );
}
