import { describe, expect, it } from "vitest";
import { check } from "./check";
import type { Program } from "./generate/program";
import { off, recordingWays } from "./ways";

const ways = [off, ...recordingWays()];

function program(source: string, language: Program["language"] = "js"): Program {
  const kind = source.includes("async function main") ? "async" : "sync";
  return {
    seed: 1,
    source: `${source}\nOUT.main = main;\n`,
    language,
    file: `found.${language}`,
    kind,
    isEverything: true,
  };
}

/** Programs that once behaved otherwise when they were instrumented or recorded, as the fuzzer made them small. */
const found: Record<string, string> = {
  "an object that inherits from a proxy": `function main() { const o = Object.create(P("p", { n: 1 })); return o ? o : 1 }`,
  "an error that inherits from a proxy": `function main() { throw Object.setPrototypeOf(new Error("x"), P("p", {})) }`,
  "an empty function beside one that decides": `function main(n) { const f = function () {}; return n ? f.name : f }`,
  "a variable that is not set yet": `function main() { try { t ||= 1 } catch (e) { L("tdz", e) }\nlet t = 1; return t ?? 2 }`,
  "an expression at the start of a statement": `function main() {"use audit";s||=1}`,
  "a constant condition that V8 prints": `function main() { for (const x of 0 ? 0 : M) L("x", x) }`,
  "a choice between what cannot be iterated over": `function main(o) { for (const x of o?.n ? 0 : 1) L("x", x) }`,
  "a choice of constants behind other things": `function main(o) { for (const x of o?.n ? (M, !0) : 0 || 0) L("x", x) }`,
  "a clock read whose method there is not": `function main() { return performance.now().slice() }`,
  "a clock read that is spread": `function main() { return Math.max(...new Date().getTime(), 1) }`,
  "a clock read that is taken apart": `function main(a) { const [] = new Date().getTime() || a; return 1 }`,
  "a clock read that is iterated over": `async function main(a) { for await (const x of Date.now().valueOf()) L("x", x) }`,
  "an arrow function that is no iterable": `function main() { const [a] = () => 0; return a }`,
  "a choice that is spread in front of other arguments": `function main(o) { return L(...o.n ? [] : M, 1) }`,
  "a choice that is spread behind another": `function main(o) { return new L(...[], ...o.n ? [] : M) }`,
  "a loop over values into a global with a getter": `function main() { Object.defineProperty(globalThis, "gg", { configurable: true, get() { L("get") }, set(v) { L("set", v) } }); try { for (gg of [1, 2]) L("turn"); for (gg in { a: 1 }) ; } finally { delete globalThis.gg } }`,
  "a choice whose test calls what is no function": `function main(f = 0) { try { const [] = f() ? M : [] } catch (e) { L("caught", e) } }`,
  "a constructor that ends without its base's": `function main() { class K extends Array { constructor() { 0\n}\n}\ntry { new K() } catch (e) { L("caught", e) } }`,
  "a spread arrow function": `function main() { return L(...[...() => 1]) }`,
};

describe("what the fuzzer has found", () => {
  it.each(Object.entries(found))("%s", async (_, source) => {
    expect(await check(program(source), ways)).toMatchObject({ is: "equal" });
  });
});
