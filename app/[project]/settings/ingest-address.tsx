import { CopyButton } from "@/components/ui/copy-button";

/** Where an OpenTelemetry exporter sends to, ready to paste. */
export function IngestAddress({ url }: { url: string }) {
  const rows = [
    { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: url },
    { name: "OTEL_EXPORTER_OTLP_HEADERS", value: "Authorization=Bearer%20YOUR_KEY" },
  ];
  return (
    <>
      <p className="text-muted">
        OTLP over HTTP, protobuf or JSON, traces and logs. Any OpenTelemetry exporter takes these two variables; the key
        needs the scope <code className="font-mono text-xs">ingest</code>.
      </p>
      <dl className="divide-y divide-line rounded-lg border border-line">
        {rows.map(({ name, value }) => (
          <div key={name} className="flex items-center gap-x-3 px-3 py-1.5 max-sm:flex-wrap">
            <dt className="w-full shrink-0 font-mono text-muted text-xs sm:w-64">{name}</dt>
            <dd className="flex min-w-0 flex-1 items-center gap-2">
              <code className="min-w-0 flex-1 truncate font-mono text-xs">{value}</code>
              <CopyButton text={value} label={`Copy ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
