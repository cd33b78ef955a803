import { type Attributes, context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type IdGenerator, TracerProvider } from "@opentelemetry/sdk-trace";
import { wireReused } from "../../lib/contract/wire";
import { sendTablesTo, tablesSent } from "./capture/site-sender";
import { findCommit } from "./commit";
import { configure } from "./configure";
import { tellLost } from "./tell-lost";

export type StartOptions = {
  /** The program's name (`service.name`). */
  service: string;
  /** Its release (`service.version`). */
  version?: string;
  /** Casebook's address, such as `http://127.0.0.1:3000`; else `CASEBOOK_URL`, else what `OTEL_EXPORTER_OTLP_*` says. */
  endpoint?: string;
  /** A project's key with the scope `ingest`; else `CASEBOOK_API_KEY`. */
  apiKey?: string;
  /**
   * Git commit that runs, to link out to the source; else what `CASEBOOK_COMMIT` or the build service's own variable
   * says (`commitVariables`), else what git has checked out.
   */
  commit?: string;
  /** The repository's address, to link out to the source. */
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
  /** Sends what has ended so far, and the sources of captured branches. @throws when the server did not take the spans */
  flush: () => Promise<void>;
  /** Sends the rest and stops recording; a server that is down or slow costs some seconds and a line, no error. */
  stop: () => Promise<void>;
};

/** Longest wait for the sources of captured branches in `flush` and `stop`, in milliseconds. */
const sourcesPatienceMs = 5_000;

/**
 * Starts an OpenTelemetry provider with an OTLP/HTTP protobuf exporter, for hosts that have none. A host with its
 * own OpenTelemetry setup needs no start: the verbs of `casebook` record through it.
 */
export function start(options: StartOptions): Telemetry {
  const server = chooseServer(options);
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes(describeService(options))),
    ...(options.idGenerator && { idGenerator: options.idGenerator }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new TellingExporter(server), maxQueueSize: 16_384 })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  configure({ clock: options.clock, sourceRoot: options.sourceRoot });
  sendTablesTo(server.endpoint === undefined ? undefined : { endpoint: server.endpoint, key: server.apiKey });
  return {
    flush: async () => {
      await Promise.all([provider.forceFlush(), tablesSent(sourcesPatienceMs)]);
    },
    stop: async () => {
      await Promise.all([
        provider.shutdown().catch((error: unknown) => tellLost(server.endpoint ?? unnamed, error)),
        tablesSent(sourcesPatienceMs),
      ]);
      sendTablesTo(undefined);
      trace.disable();
      context.disable();
      propagation.disable();
      configure({ clock: undefined, sourceRoot: undefined });
    },
  };
}

/** What the server is called where OpenTelemetry's own variables say where it is. */
const unnamed = "the OTLP endpoint";

type Server = { endpoint: string | undefined; apiKey: string | undefined };

function chooseServer(options: StartOptions): Server {
  const endpoint = options.endpoint ?? process.env.CASEBOOK_URL;
  return { endpoint: endpoint?.replace(/\/+$/, ""), apiKey: options.apiKey ?? process.env.CASEBOOK_API_KEY };
}

function describeService(options: StartOptions): Attributes {
  const commit = options.commit ?? findCommit(options.sourceRoot);
  return {
    ...options.resource,
    [wireReused.serviceName]: options.service,
    ...(options.version && { [wireReused.serviceVersion]: options.version }),
    ...(commit && { [wireReused.commit]: commit }),
    ...(options.repository && { [wireReused.repository]: options.repository }),
  };
}

/** An exporter that says in one line when spans are lost: OpenTelemetry itself says it to its diagnostics alone. */
class TellingExporter extends OTLPTraceExporter {
  private readonly server: Server;

  constructor(server: Server) {
    const { endpoint, apiKey } = server;
    super({
      ...(endpoint && { url: `${endpoint}/v1/traces` }),
      ...(apiKey && { headers: { authorization: `Bearer ${apiKey}` } }),
    });
    this.server = server;
  }

  override export(...[spans, done]: Parameters<OTLPTraceExporter["export"]>): void {
    super.export(spans, (result) => {
      if (result.error) tellLost(this.server.endpoint ?? unnamed, result.error);
      done(result);
    });
  }
}
