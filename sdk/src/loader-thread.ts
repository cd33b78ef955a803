import type { LoadHook } from "node:module";
import { instrumentLoaded } from "./loader-instrument";

/** Node's hook of the loader thread; CommonJS goes by without a source and is instrumented where it is compiled. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  return loaded.source == null ? loaded : instrumentLoaded(url, loaded);
};
