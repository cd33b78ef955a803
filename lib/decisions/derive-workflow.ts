import type { Subject } from "../contract/judgment";
import { wire } from "../contract/wire";
import { firstText } from "../conventions/values";
import type { Span } from "../otlp/types";
import { boundText, longestLabel, longestName } from "./bound-text";
import { commitOf } from "./derive-branch";

/** What every step of a workflow execution inherits from its workflow span. */
export type Workflow = { spanId: string; workflow: string; version: string | null; subject: Subject | null };

/** True for a span its author marked as the execution of a workflow. */
export function isWorkflow({ attributes }: Span): boolean {
  return attributes[wire.kind] === "workflow";
}

/** Name, version and subject of the execution that runs under this span (design.md §2). */
export function readWorkflow(span: Span): Workflow {
  const { attributes, resource } = span;
  return {
    spanId: span.spanId,
    workflow: boundText(workflowName(span), longestLabel),
    version: boundText(
      firstText(attributes, wire.workflowVersion) ??
        firstText(resource.attributes, wire.workflowVersion, "service.version") ??
        commitOf(span),
      longestLabel,
    ),
    subject: readSubject(span),
  };
}

function workflowName(span: Span): string {
  const { attributes, resource, scope } = span;
  const given =
    firstText(attributes, wire.workflowName) ??
    firstText(resource.attributes, wire.workflowName) ??
    (isWorkflow(span) ? (firstText(attributes, wire.name) ?? span.name) : undefined);
  if (given) return given;
  const service = firstText(resource.attributes, "service.name");
  // SDKs without a configured name all say `unknown_service`; what instrumented the program tells them apart.
  if (service && !service.startsWith("unknown_service")) return service;
  return (
    firstText(attributes, "traceloop.workflow.name", "gen_ai.workflow.name") ?? (scope.name || service || "unknown")
  );
}

function readSubject({ attributes }: Span): Subject | null {
  const id = attributes[wire.subjectId];
  if (id === undefined || id === null || typeof id === "object") return null;
  const type = firstText(attributes, wire.subjectType) ?? "subject";
  return { type: boundText(type, longestName), id: boundText(String(id), longestLabel) };
}
