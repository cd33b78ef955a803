import { context, createContextKey, isSpanContextValid, trace } from "@opentelemetry/api";
import { settings } from "./configure";
import { tellOnce } from "./tell-once";

/** The key by which OpenTelemetry's SDK says that nothing is to be traced here. */
const suppressed = createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

/**
 * Says in one line that a workflow runs and nothing can be recorded, because nobody has registered a provider. An
 * execution that is not sampled, or that is not to be traced, is none of its business; nor is a browser, where a program
 * may well run without.
 */
export function tellMissingProvider(): void {
  const span = trace.getSpan(context.active());
  if (!settings.enabled || (span && isSpanContextValid(span.spanContext()))) return;
  if (context.active().getValue(suppressed) || "document" in globalThis || isTurnedOff()) return;
  tellOnce(
    "warn",
    "casebook: no OpenTelemetry provider is registered, so nothing is recorded: call start() of casebook/otel first",
  );
}

function isTurnedOff(): boolean {
  const host = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return host.process?.env?.OTEL_SDK_DISABLED?.toLowerCase() === "true";
}
