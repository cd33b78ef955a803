"use client";

import { type ReactNode, useState } from "react";
import { TextValue } from "@/components/judgment/text-value";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import type { RawSpan } from "@/db/queries/spans";
import type { Json, JsonObject } from "@/lib/contract/json";
import { formatDateTime, formatDuration } from "@/lib/format";
import { visibleText } from "@/lib/visible-text";

const kindNames = ["unspecified", "internal", "server", "client", "producer", "consumer"];
const statusNames = ["not set", "ok", "error"];

/** One span as a table of names and values; the same as JSON one toggle away. */
export function RawSpanDetail({ span }: { span: RawSpan }) {
  const [isJson, setJson] = useState(false);
  return (
    <article className="flex flex-col gap-5 px-3 py-4 md:px-5">
      <header className="flex items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-base">{visibleText(span.name)}</h2>
        <Button size="sm" aria-pressed={isJson} onClick={() => setJson(!isJson)}>
          {isJson ? "As a table" : "As JSON"}
        </Button>
      </header>
      {isJson ? (
        <CodeBlock label="span as JSON" text={visibleText(JSON.stringify(span, null, 2))} />
      ) : (
        <Tables span={span} />
      )}
    </article>
  );
}

function Tables({ span }: { span: RawSpan }) {
  return (
    <>
      <AttributeTable
        title="Span"
        attributes={{
          "span id": span.spanId,
          "parent span id": span.parentSpanId ?? "none",
          kind: kindNames[span.otelKind] ?? String(span.otelKind),
          status: [statusNames[span.statusCode], span.statusMessage].filter(Boolean).join(": "),
          started: `${formatDateTime(span.startedAt)} UTC`,
          took: formatDuration(span.durationMs),
          ...(span.droppedAttributesCount > 0 && { "attributes the sender dropped": span.droppedAttributesCount }),
          ...(span.sanitized.length > 0 && { "cut or made storable": span.sanitized.join(", ") }),
        }}
      />
      <AttributeTable title="Attributes" attributes={span.attributes} />
      {span.events.map((event) => (
        <AttributeTable
          key={`${event.timeUnixNano}${event.name}`}
          title={`Event ${event.name}`}
          attributes={event.attributes}
        />
      ))}
      {span.links.map((link) => (
        <AttributeTable
          key={`${link.traceId}${link.spanId}`}
          title="Link"
          attributes={{ trace: link.traceId, span: link.spanId, ...link.attributes }}
        />
      ))}
      {span.logs.map((log, index) => (
        <AttributeTable
          // biome-ignore lint/suspicious/noArrayIndexKey: log records of a span have no identity but their place
          key={index}
          title={`Log ${log.eventName || log.severityText}`}
          attributes={{ ...(log.body !== null && { body: log.body }), ...log.attributes }}
        />
      ))}
      <AttributeTable
        title="Sender"
        attributes={{ scope: [span.scope.name, span.scope.version].filter(Boolean).join(" "), ...span.resource }}
      />
    </>
  );
}

function AttributeTable({ title, attributes }: { title: string; attributes: JsonObject }) {
  const entries = Object.entries(attributes);
  return (
    <section>
      <h3 className="caption-text mb-1">{visibleText(title)}</h3>
      {entries.length === 0 ? (
        <p className="text-faint">none</p>
      ) : (
        <dl className="divide-y divide-line border-line border-y">
          {entries.map(([name, value]) => (
            <Row key={name} name={name}>
              <TextValue text={textOf(value)} limit={400} className="font-mono text-xs" />
            </Row>
          ))}
        </dl>
      )}
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-x-4 gap-y-0.5 py-1.5 max-md:flex-col">
      <dt className="shrink-0 font-mono text-faint text-xs leading-5 [overflow-wrap:anywhere] md:w-64">
        {visibleText(name)}
      </dt>
      <dd className="min-w-0 flex-1 leading-5">{children}</dd>
    </div>
  );
}

/** Lists of plain values read as lines; what is nested deeper in an attribute was JSON text to begin with. */
function textOf(value: Json): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return value.map(String).join("\n");
  return JSON.stringify(value);
}
