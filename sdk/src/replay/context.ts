import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, type ContextManager, context, createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";

const probe = createContextKey("casebook.replay.probe");

/** Makes sure that OpenTelemetry's context is carried along, in a process that started no telemetry too. */
export function ensureContext(): void {
  const carries = context.with(ROOT_CONTEXT.setValue(probe, true), () => context.active().getValue(probe) === true);
  if (!carries) context.setGlobalContextManager(new AsyncContexts());
}

/** The active context by Node's own storage: all a replay needs of a context manager. */
class AsyncContexts implements ContextManager {
  private readonly storage = new AsyncLocalStorage<Context>();

  active(): Context {
    return this.storage.getStore() ?? ROOT_CONTEXT;
  }

  with<Args extends unknown[], Fn extends (...args: Args) => ReturnType<Fn>>(
    inside: Context,
    fn: Fn,
    self?: ThisParameterType<Fn>,
    ...args: Args
  ): ReturnType<Fn> {
    return this.storage.run(inside, () => fn.apply(self, args));
  }

  bind<Target>(inside: Context, target: Target): Target {
    if (typeof target !== "function") return target;
    return ((...args: unknown[]) => this.storage.run(inside, () => Reflect.apply(target, undefined, args))) as Target;
  }

  enable(): this {
    return this;
  }

  disable(): this {
    this.storage.disable();
    return this;
  }
}
