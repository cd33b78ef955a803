import { type Attributes, context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type IdGenerator, TracerProvider } from "@opentelemetry/sdk-trace";
import { wireReused } from "../../lib/contract/wire";
import { configure } from "./configure";

export type StartOptions = {
  /** The program's name (`service.name`). */
  service: string;
  /** Its release (`service.version`). */
  version?: string;
  /** Casebook's address, such as `http://127.0.0.1:3000`; else `CASEBOOK_URL`, else what `OTEL_EXPORTER_OTLP_*` says. */
  endpoint?: string;
  /** A project's key with the scope `ingest`; else `CASEBOOK_API_KEY`. */
  apiKey?: string;
  /** Git commit and repository, to link out to the source. */
  commit?: string;
  repository?: string;
  /** Folder that files are named from: the repository's, so that links lead to them. Else their package's. */
  sourceRoot?: string;
  /** Further resource attributes. */
  resource?: Attributes;
  /** Time in milliseconds since the epoch, for programs that play the past. */
  clock?: () => number;
  /** Trace and span ids, for programs whose ids must be the same on each run. */
  idGenerator?: IdGenerator;
};

export type Telemetry = {
  /** Sends what has ended so far. @throws when the server did not take it */
  flush: () => Promise<void>;
  /** Sends the rest and stops recording. */
  stop: () => Promise<void>;
};

/**
 * Starts an OpenTelemetry provider with an OTLP/HTTP protobuf exporter, for hosts that have none. A host with its
 * own OpenTelemetry setup needs no start: the verbs of `casebook` record through it.
 */
export function start(options: StartOptions): Telemetry {
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes(describeService(options))),
    ...(options.idGenerator && { idGenerator: options.idGenerator }),
    spanProcessors: [new BatchSpanProcessor({ exporter: createExporter(options), maxQueueSize: 16_384 })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  configure({ clock: options.clock, sourceRoot: options.sourceRoot });
  return {
    flush: () => provider.forceFlush(),
    stop: async () => {
      await provider.shutdown();
      trace.disable();
      context.disable();
      propagation.disable();
      configure({ clock: undefined, sourceRoot: undefined });
    },
  };
}

function describeService(options: StartOptions): Attributes {
  return {
    ...options.resource,
    [wireReused.serviceName]: options.service,
    ...(options.version && { [wireReused.serviceVersion]: options.version }),
    ...(options.commit && { [wireReused.commit]: options.commit }),
    ...(options.repository && { [wireReused.repository]: options.repository }),
  };
}

function createExporter(options: StartOptions): OTLPTraceExporter {
  const endpoint = options.endpoint ?? process.env.CASEBOOK_URL;
  const apiKey = options.apiKey ?? process.env.CASEBOOK_API_KEY;
  return new OTLPTraceExporter({
    ...(endpoint && { url: `${endpoint.replace(/\/+$/, "")}/v1/traces` }),
    ...(apiKey && { headers: { authorization: `Bearer ${apiKey}` } }),
  });
}
