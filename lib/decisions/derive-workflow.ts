import type { Subject } from "../contract/judgment";
import { firstText } from "../conventions/values";
import type { Span } from "../otlp/types";
import { commitOf } from "./derive-branch";

/** What every step of a workflow execution inherits from its workflow span. */
export type Workflow = { spanId: string; workflow: string; version: string | null; subject: Subject | null };

/** True for a span its author marked as the execution of a workflow. */
export function isWorkflow({ attributes }: Span): boolean {
  return attributes["casebook.kind"] === "workflow";
}

/** Name, version and subject of the execution that runs under this span (design.md §2). */
export function readWorkflow(span: Span): Workflow {
  const { attributes, resource } = span;
  return {
    spanId: span.spanId,
    workflow: workflowName(span),
    version:
      firstText(attributes, "casebook.workflow.version") ??
      firstText(resource.attributes, "casebook.workflow.version", "service.version") ??
      commitOf(span),
    subject: readSubject(span),
  };
}

function workflowName(span: Span): string {
  const { attributes, resource, scope } = span;
  const given =
    firstText(attributes, "casebook.workflow.name") ??
    firstText(resource.attributes, "casebook.workflow.name") ??
    (isWorkflow(span) ? (firstText(attributes, "casebook.name") ?? span.name) : undefined);
  if (given) return given;
  const service = firstText(resource.attributes, "service.name");
  // SDKs without a configured name all say `unknown_service`; what instrumented the program tells them apart.
  if (service && !service.startsWith("unknown_service")) return service;
  return (
    firstText(attributes, "traceloop.workflow.name", "gen_ai.workflow.name") ?? (scope.name || service || "unknown")
  );
}

function readSubject({ attributes }: Span): Subject | null {
  const id = attributes["casebook.subject.id"];
  if (id === undefined || id === null || typeof id === "object") return null;
  return { type: firstText(attributes, "casebook.subject.type") ?? "subject", id: String(id) };
}
