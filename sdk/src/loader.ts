import Module, { type LoadFnOutput, type LoadHookContext } from "node:module";
import { pathToFileURL } from "node:url";
import { instrumentLoaded } from "./loader-instrument";

// `node --import casebook/loader app.ts`: audited functions are instrumented as Node loads their files.
// Node before 22.15 has no hooks that run in the program's own thread, and so nothing of that name to import.
if (typeof Module.registerHooks === "function") Module.registerHooks({ load: loadInstrumented });
else Module.register("./loader-thread.js", import.meta.url);
instrumentCompiled();

type NextLoad = (url: string, context?: Partial<LoadHookContext>) => LoadFnOutput;

function loadInstrumented(url: string, context: LoadHookContext, nextLoad: NextLoad): LoadFnOutput {
  return instrumentLoaded(url, nextLoad(url, context));
}

type Compile = (this: unknown, content: string, filename: string, ...rest: unknown[]) => unknown;

/** CommonJS that no hook sees is met where it is compiled: other loaders (tsx), and Node itself before 22.15. */
function instrumentCompiled(): void {
  const { prototype } = Module as unknown as { prototype: { _compile: Compile } };
  const compile = prototype._compile;
  prototype._compile = function (content, filename, ...rest) {
    const { source } = instrumentLoaded(pathToFileURL(filename).href, { format: "commonjs", source: content });
    return compile.call(this, String(source), filename, ...rest);
  };
}
