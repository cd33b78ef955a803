/** Names of what the prelude declares, free in the source. */
export type Names = {
  prefix: string;
  /** Enters a function: `enter(fn, frame around it)`. */
  enter: string;
  /** Hands a value on: `value(frame, site, value)`. */
  value: string;
  /** Notes that a place was passed: `mark(frame, site)`. */
  mark: string;
  /** Gives its second argument: evaluates one thing before another. */
  second: string;
  /** A clock or random read: as `value`, and answers from the record in a replay. */
  ambient: string;
  /** Before an argument of a call that may enter another audited function: as `value`. */
  call: string;
  /** A value that is awaited next: as `value`. */
  awaited: string;
};

/** Chooses a prefix that occurs nowhere in the source. */
export function chooseNames(source: string): Names {
  let prefix = "$cb";
  for (let count = 0; source.includes(prefix); count++) prefix = `$cb${count}_`;
  return {
    prefix,
    enter: `${prefix}e`,
    value: `${prefix}v`,
    mark: `${prefix}n`,
    second: `${prefix}s`,
    ambient: `${prefix}z`,
    call: `${prefix}k`,
    awaited: `${prefix}q`,
  };
}

const hookKey = "casebook.capture";

/** True for code that has been through the transform already. */
export function isInstrumented(source: string): boolean {
  return source.includes(`Symbol.for("${hookKey}")`) || source.includes(`Symbol.for('${hookKey}')`);
}

/** Globals that the prelude needs; a module that declares one of them at its top cannot be instrumented. */
export const neededGlobals = ["Symbol", "globalThis"];

/**
 * One line of declarations that instrumented code needs. Helpers are hoisted functions, so that they work when a
 * function is called before the module's own code has run (an import cycle), and small enough to be inlined. The
 * runtime is found on `globalThis`, whoever loads first.
 */
export function prelude(
  names: Names,
  module: { sha256: string; tableText: string; repeated: string; flow: string },
): string {
  const { prefix, enter, value, mark, second, ambient, call, awaited } = names;
  const hook = `${prefix}H`;
  const record = `${prefix}M`;
  const symbol = `Symbol.for(${JSON.stringify(hookKey)})`;
  return [
    `var ${hook}=globalThis[${symbol}],${record}={sha256:${JSON.stringify(module.sha256)},repeated:${JSON.stringify(module.repeated)},`,
    `table:function(){return ${literal(module.tableText)}},flow:function(){return ${literal(module.flow)}},state:void 0};`,
    // Where the globals are frozen nothing is recorded, and the module still loads.
    `if(!${hook}){${hook}={v:1,runtime:void 0,active:0};try{globalThis[${symbol}]=${hook}}catch{}}`,
    `function ${enter}(i,p){return ${hook}===void 0||${hook}.active===0?void 0:${hook}.runtime.enter(${record},i,p)}`,
    // The value is given back by itself, not by the call: what V8 knows of it stays known.
    `function ${value}(f,s,x){if(f!==void 0)f.value(s,x);return x}`,
    `function ${mark}(f,s){if(f!==void 0)f.mark(s)}`,
    `function ${second}(a,b){return b}`,
    `function ${ambient}(f,s,x){return f===void 0?x:f.ambient(s,x)}`,
    `function ${call}(f,s,x){if(f!==void 0)f.call(s,x);return x}`,
    `function ${awaited}(f,s,x){if(f!==void 0)f.awaited(s,x);return x}`,
  ].join("");
}

/** A JavaScript string literal; the two line separators are escaped so that no line is added. */
function literal(text: string): string {
  return JSON.stringify(text)
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}
