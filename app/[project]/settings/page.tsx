import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { db, publicUrl } from "@/app/db";
import { requirePerson } from "@/app/session";
import { PageHeader } from "@/components/ui/page-header";
import { listKeys } from "@/db/queries/keys";
import { listProjects } from "@/db/queries/projects";
import { countQuarantined, listQuarantined } from "@/db/queries/quarantine";
import { boundJson } from "@/lib/bound-json";
import { IngestAddress } from "./ingest-address";
import { KeysSection } from "./keys-section";
import { NameForm } from "./name-form";
import { QuarantineSection } from "./quarantine-section";
import { SettingsSection } from "./settings-section";

export const metadata: Metadata = { title: "Settings" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<{ before?: string | string[] }>;
};

export default async function SettingsPage({ params, searchParams }: Props) {
  const [{ project }, { before }, person] = await Promise.all([params, searchParams, requirePerson()]);
  const beforeSeq = typeof before === "string" && /^\d{1,15}$/.test(before) ? Number(before) : undefined;
  const [projects, keys, refused, refusedCount] = await Promise.all([
    listProjects(db()),
    listKeys(db(), project),
    listQuarantined(db(), { project, limit: 50, ...(beforeSeq === undefined ? {} : { beforeSeq }) }),
    countQuarantined(db(), project),
  ]);
  const current = projects.find(({ id }) => id === project);
  if (!current) notFound();
  return (
    <>
      <PageHeader title="Settings" />
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-10 px-3 py-6 md:px-6">
        {person.id !== "local" && (
          <SettingsSection title="You">
            <NameForm
              field="person"
              label="Your name"
              name={person.name}
              hint="Signs the labels you give from now on."
            />
          </SettingsSection>
        )}
        <SettingsSection title="Project">
          <NameForm
            field="project"
            project={project}
            label="Project name"
            name={current.name}
            hint={`Addresses and keys keep its id: ${project}`}
          />
        </SettingsSection>
        <SettingsSection title="Sending traces" id="ingest">
          <IngestAddress url={publicUrl()} />
        </SettingsSection>
        <KeysSection project={project} keys={keys} />
        <QuarantineSection
          project={project}
          count={refusedCount}
          items={refused.map((item) => ({ ...item, raw: boundJson(item.raw, { maxText: 2000 }) }))}
          isFirst={beforeSeq === undefined}
        />
      </div>
    </>
  );
}
