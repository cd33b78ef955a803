"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import type { SuiteItem } from "@/lib/contract/suite";
import { type ExportFormatName, exportFormatNames } from "@/lib/contract/vocabulary";
import { formatNoun } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";

type Props = {
  project: string;
  suite: SuiteItem;
  counts: { cases: number; withArm: number };
  previews: Record<ExportFormatName, string>;
};

const formats: Record<ExportFormatName, { title: string; about: string }> = {
  vitest: { title: "Vitest", about: "A folder of tests that runs in your repository as it is." },
  jsonl: { title: "JSON lines", about: "One case per line, for programs." },
  csv: { title: "CSV", about: "A table for spreadsheets; no cell can act as a formula." },
};

const order: ExportFormatName[] = [...exportFormatNames].sort((a) => (a === "vitest" ? -1 : 0));

/** Chooses a format, shows how the file begins, and downloads it. */
export function ExportDialog({ project, suite, counts, previews }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormatName>("vitest");
  const href = `/api/v1/suites/${suite.id}/export?project=${encodeURIComponent(project)}&format=${format}`;
  return (
    <>
      <Button variant="primary" size="sm" disabled={counts.cases === 0} onClick={() => setOpen(true)}>
        <Download aria-hidden /> Export
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Export tests"
        description={describeTests(counts)}
        className="max-w-3xl"
        actions={
          <Button asChild variant="primary">
            <a href={href} download onClick={() => setTimeout(() => setOpen(false), 300)}>
              <Download aria-hidden /> Download
            </a>
          </Button>
        }
      >
        <fieldset className="grid gap-2 sm:grid-cols-3">
          <legend className="sr-only">Format</legend>
          {order.map((name) => (
            <Format key={name} name={name} isChosen={name === format} onChoose={() => setFormat(name)} />
          ))}
        </fieldset>
        <section aria-label="Preview" className="mt-3">
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
            tabIndex={0}
            className="h-72 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs"
          >
            {visibleText(previews[format])}
          </pre>
        </section>
      </Dialog>
    </>
  );
}

type FormatProps = { name: ExportFormatName; isChosen: boolean; onChoose: () => void };

function Format({ name, isChosen, onChoose }: FormatProps) {
  const { title, about } = formats[name];
  return (
    <label
      className={cn(
        "flex cursor-pointer gap-2.5 rounded-md border px-3 py-2",
        isChosen ? "border-accent-line bg-selected" : "border-line hover:bg-hover",
      )}
    >
      <input
        type="radio"
        name="format"
        checked={isChosen}
        onChange={onChoose}
        className="mt-1 accent-(--color-accent-fill)"
      />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-muted text-xs">{about}</span>
      </span>
    </label>
  );
}

function describeTests({ cases, withArm }: Props["counts"]): string {
  const open = cases - withArm;
  const judgmentTests = `${formatNoun(cases, "judgment test")}, ${formatNoun(withArm, "execution test")}`;
  return open === 0
    ? `${judgmentTests}.`
    : `${judgmentTests}; of ${formatNoun(open, "case")} the right arm is not known.`;
}
