/** Where a client sends its spans and the key it may send them with. */
export type Destination = { endpoint: string; key: string };

/** One thing to paste: where it goes, and its text. */
export type Paste = { title: string; file?: string; text: string };

/** A way to a first trace: what to paste, in order, after the two variables of `environmentPaste`. */
export type FirstTraceRecipe = { name: string; title: string; pastes: Paste[] };

/**
 * The two variables every OpenTelemetry exporter reads. The space of `Bearer …` is written `%20`: OpenTelemetry
 * takes header values as W3C baggage, and Python's exporter refuses a bare space.
 */
export function environmentPaste({ endpoint, key }: Destination): Paste {
  return {
    title: "Say where to send, in the terminal your program runs in",
    text: `export OTEL_EXPORTER_OTLP_ENDPOINT="${endpoint}"
export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20${key}"`,
  };
}

const casebookSdk: FirstTraceRecipe = {
  name: "casebook",
  title: "Casebook SDK",
  pastes: [
    {
      title: "Install",
      text: `npm install "$OTEL_EXPORTER_OTLP_ENDPOINT/casebook.tgz" \\
  @opentelemetry/context-async-hooks \\
  @opentelemetry/exporter-trace-otlp-proto \\
  @opentelemetry/resources \\
  @opentelemetry/sdk-trace`,
    },
    {
      title: "Save as triage.mjs and run: node triage.mjs",
      file: "triage.mjs",
      text: `import { branch, judge, workflow } from "casebook";
import { start } from "casebook/otel";

const telemetry = start({ service: "triage" });

const triage = workflow("triage", async ({ text }) => {
  const type = await judge(
    { point: "complaint_type", input: { text }, choices: ["refund", "fraud", "shipping", "other"] },
    async () => ({ output: "refund", confidence: 0.93 }), // ask your model here
  );
  return branch({ name: "route", facts: { type } }, (b) =>
    b.when("type is refund", type.output === "refund", { reads: ["type"] }) ? b.arm("refund desk") : b.arm("support"),
  );
});

await triage({ text: "The kettle arrived broken. I want my money back." });
await telemetry.stop();`,
    },
  ],
};

const openTelemetryJs: FirstTraceRecipe = {
  name: "otel-js",
  title: "OpenTelemetry JS",
  pastes: [
    {
      title: "Install",
      text: `npm install \\
  @opentelemetry/api \\
  @opentelemetry/exporter-trace-otlp-proto \\
  @opentelemetry/sdk-trace`,
    },
    {
      title: "Save as triage.mjs and run: node triage.mjs",
      file: "triage.mjs",
      text: `import { context, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";

const provider = new TracerProvider({
  spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
});
const tracer = provider.getTracer("triage");

const workflow = tracer.startSpan("triage", { attributes: { "casebook.kind": "workflow" } });
const judgment = tracer.startSpan("complaint_type", {}, trace.setSpan(context.active(), workflow));
// ask your model here, then say what it decided
judgment.setAttributes({
  "casebook.kind": "judgment",
  "casebook.input": JSON.stringify({ text: "The kettle arrived broken. I want my money back." }),
  "casebook.output": JSON.stringify("refund"),
  "casebook.judgment.choices": JSON.stringify(["refund", "fraud", "shipping", "other"]),
  "casebook.judgment.confidence": 0.93,
});
judgment.end();
workflow.end();
await provider.shutdown();`,
    },
  ],
};

const openTelemetryPython: FirstTraceRecipe = {
  name: "otel-python",
  title: "OpenTelemetry Python",
  pastes: [
    { title: "Install", text: "pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http" },
    {
      title: "Save as triage.py and run: python triage.py",
      file: "triage.py",
      text: `import json
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = provider.get_tracer("triage")

with tracer.start_as_current_span("triage", attributes={"casebook.kind": "workflow"}):
    with tracer.start_as_current_span("complaint_type") as judgment:
        # ask your model here, then say what it decided
        judgment.set_attributes({
            "casebook.kind": "judgment",
            "casebook.input": json.dumps({"text": "The kettle arrived broken. I want my money back."}),
            "casebook.output": json.dumps("refund"),
            "casebook.judgment.choices": json.dumps(["refund", "fraud", "shipping", "other"]),
            "casebook.judgment.confidence": 0.93,
        })

provider.shutdown()`,
    },
  ],
};

const aiSdk: FirstTraceRecipe = {
  name: "ai-sdk",
  title: "Vercel AI SDK",
  pastes: [
    {
      title: "Install",
      text: `npm install ai@6 zod \\
  @ai-sdk/openai \\
  @opentelemetry/api \\
  @opentelemetry/context-async-hooks \\
  @opentelemetry/exporter-trace-otlp-proto \\
  @opentelemetry/sdk-trace`,
    },
    {
      title: "Save as triage.mjs and run: node triage.mjs (with OPENAI_API_KEY set)",
      file: "triage.mjs",
      text: `import { openai } from "@ai-sdk/openai";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { generateObject } from "ai";

const provider = new TracerProvider({
  spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
});
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(provider);

await generateObject({
  model: openai("gpt-4o-mini"),
  output: "enum",
  enum: ["refund", "fraud", "shipping", "other"],
  prompt: "The kettle arrived broken. I want my money back.",
  experimental_telemetry: { isEnabled: true, functionId: "complaint_type" },
});
await provider.shutdown();`,
    },
  ],
};

/** The ways to a first trace, as the empty Overview and docs/guides/first-trace.md show them. */
export const firstTraceRecipes: FirstTraceRecipe[] = [casebookSdk, openTelemetryJs, openTelemetryPython, aiSdk];
