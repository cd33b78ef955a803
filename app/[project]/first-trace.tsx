"use client";

import { KeyRound, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { PageHeader } from "@/components/ui/page-header";
import { Tab, TabPanel, Tabs, TabsList } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toast";
import { environmentPaste, firstTraceRecipes, type Paste } from "@/lib/first-trace/snippets";
import { reach } from "@/lib/reach";
import { createFirstKey } from "./first-trace-actions";
import { useFirstArrival } from "./use-first-arrival";

const keyPlaceholder = "YOUR_KEY";

/** What an empty project shows: where to send, a key, three things to paste; then the first decision. */
export function FirstTrace({ project, endpoint }: { project: string; endpoint: string }) {
  const [key, setKey] = useState<string>();
  const arrival = useFirstArrival(project);
  const create = async () => {
    const answer = await reach(createFirstKey({ project }));
    if (answer.ok) setKey(answer.data.secret);
    else toast(answer.error.message, { tone: "negative" });
  };
  const environment = environmentPaste({ endpoint, key: key ?? keyPlaceholder });
  return (
    <>
      <PageHeader title="Overview" detail="waiting for the first trace" />
      <div className="mx-auto w-full max-w-3xl px-4 py-8 md:px-8">
        <h2 className="font-semibold text-xl">Send the first decision</h2>
        <p className="mt-1 max-w-prose text-muted">
          Casebook takes OpenTelemetry traces. Point any exporter at it, and each question your program asks a model
          shows up here beside the code that acted on the answer.
        </p>
        <div className="mt-5 flex flex-wrap items-center gap-x-6 gap-y-2 rounded-lg border px-4 py-3">
          <Labelled label="Endpoint">
            <code className="truncate font-mono text-xs">{endpoint}</code>
            <CopyButton text={endpoint} label="Copy endpoint" />
          </Labelled>
          <Labelled label="Key">
            {key === undefined ? (
              <Button size="sm" variant="primary" onClick={create}>
                <KeyRound aria-hidden />
                Create a key
              </Button>
            ) : (
              <>
                <code data-testid="key" className="truncate font-mono text-xs">
                  {key}
                </code>
                <CopyButton text={key} label="Copy key" />
                <span className="text-caution text-xs">shown this once</span>
              </>
            )}
          </Labelled>
        </div>
        <Tabs defaultValue="casebook" className="mt-6">
          <TabsList aria-label="Ways to send">
            {firstTraceRecipes.map(({ name, title }) => (
              <Tab key={name} value={name}>
                {title}
              </Tab>
            ))}
          </TabsList>
          {firstTraceRecipes.map(({ name, pastes }) => (
            <TabPanel key={name} value={name} className="pt-4">
              <Pastes pastes={[environment, ...pastes]} />
            </TabPanel>
          ))}
        </Tabs>
        <Waiting traceId={arrival?.traceId} />
      </div>
    </>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span className="text-faint text-xs">{label}</span>
      {children}
    </div>
  );
}

function Pastes({ pastes }: { pastes: Paste[] }) {
  return (
    <ol className="flex flex-col gap-4">
      {pastes.map(({ title, text }, index) => (
        <li key={title}>
          <h3 className="mb-1.5 flex items-center gap-2">
            <span
              aria-hidden
              className="grid size-5 place-items-center rounded-full bg-active font-medium text-muted text-xs"
            >
              {index + 1}
            </span>
            {title}
          </h3>
          <CodeBlock text={text} label={`paste ${index + 1}`} />
        </li>
      ))}
    </ol>
  );
}

function Waiting({ traceId }: { traceId: string | undefined }) {
  return (
    <p role="status" className="mt-6 flex items-center gap-2.5 rounded-lg bg-accent-soft px-4 py-3 text-accent">
      <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin motion-reduce:animate-none" />
      {traceId === undefined
        ? "Waiting for your first trace. This page turns to it as it arrives."
        : "A trace has arrived. Looking for the judgments in it."}
    </p>
  );
}
