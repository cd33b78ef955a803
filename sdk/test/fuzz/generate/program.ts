import { type Random, randomFrom } from "../random";
import {
  type Dialect,
  type FunctionKind,
  freshVariable,
  type Gen,
  topPlace,
  type Variable,
  withVariables,
} from "./context";
import { expression } from "./expressions";
import { bindingPattern } from "./patterns";
import { statements } from "./statements";

/** One random program: it hands out a function `main` of some kind by `OUT.main = main`. */
export type Program = {
  seed: number;
  source: string;
  language: "js" | "jsx" | "ts" | "tsx";
  /** Name it is run and instrumented under; `.cjs` where it is sloppy. */
  file: string;
  kind: FunctionKind;
  isEverything: boolean;
};

/** The program of a seed, as an author would lay it out (see `layOut` for others). */
export function generate(seed: number): Program {
  const random = randomFrom(seed);
  const dialect = pickDialect(random);
  const kind = random.weighted<FunctionKind>({ sync: 35, async: 35, generator: 12, asyncGenerator: 18 });
  const g: Gen = {
    random,
    dialect,
    place: topPlace,
    scope: [],
    depth: 0,
    shared: { names: 0, budget: 60, decisions: 0, taken: new Set() },
  };
  const language = `${dialect.isTypeScript ? "ts" : "js"}${dialect.isJsx ? "x" : ""}` as Program["language"];
  const file = `program-${seed}.${dialect.isStrict ? language : "cjs"}`;
  return { seed, source: programText(g, kind), language, file, kind, isEverything: dialect.isEverything };
}

function pickDialect(random: Random): Dialect {
  const isTypeScript = random.chance(0.4);
  const isJsx = random.chance(0.08);
  return {
    isTypeScript,
    isJsx,
    isStrict: isTypeScript || isJsx || random.chance(0.4),
    isWithoutSemicolons: random.chance(0.25),
    isEverything: random.chance(0.75),
  };
}

function programText(g: Gen, kind: FunctionKind): string {
  const directives = [
    ...(g.dialect.isStrict ? ['"use strict";'] : []),
    ...(!g.dialect.isEverything && g.random.chance(0.4) ? ['"use audit";'] : []),
  ];
  const top = g.random.chance(0.4) ? `try {\n${statements(g, 2)}} catch (e) { L("top", e) }` : "";
  const main = mainFunction(g, kind);
  return [
    g.random.chance(0.05) ? "#!/usr/bin/env node" : "",
    directives.join(g.random.pick([" ", "\n"])),
    top,
    main,
    "OUT.main = main;",
    "",
  ]
    .filter((part, index) => part !== "" || index > 3)
    .join("\n");
}

const given = ["number", "object", "list", "text", "any"] as const;

/** `main`, which returns what its variables hold at the end. */
function mainFunction(g: Gen, kind: FunctionKind): string {
  const star = kind === "generator" || kind === "asyncGenerator" ? "*" : "";
  const late = kind === "async" || kind === "asyncGenerator" ? "async " : "";
  const own: Gen = { ...g, place: { ...topPlace, kind, canReturn: true, hasArguments: true, hasNewTarget: true } };
  const parameters: Variable[] = given.map((hint) => freshVariable(own, hint));
  const typed = g.dialect.isTypeScript ? ": any" : "";
  const texts = parameters.map(({ name }) => `${name}${typed}`);
  if (g.random.chance(0.3)) {
    const pattern = bindingPattern({ ...own, place: { ...own.place, inParameters: true } }, true);
    texts.push(
      `${pattern.text}${typed} = ${expression({ ...own, place: { ...own.place, inParameters: true } }, pattern.isList ? "list" : "object")}`,
    );
    parameters.push(...pattern.variables);
  }
  const within = withVariables(own, ...parameters);
  const audit = !g.dialect.isEverything && g.random.chance(0.7) ? '"use audit";' : "";
  const parts: string[] = [];
  for (let left = 3 + g.random.int(4); left > 0; left--) {
    // Each part on its own account, so that the first does not use it all up.
    g.shared.budget = 20 + g.random.int(50);
    parts.push(statements(within, 3, { isTold: true }));
  }
  return `${late}function${star} main(${texts.join(", ")})${typed && g.random.chance(0.3) ? typed : ""} { ${audit}\n${parts.map((part) => `try {\n${part}} catch (e) { L("thrown", e); if (${g.random.chance(0.3)}) throw e }`).join("\n")}\nreturn [${parameters.map(({ name }) => name).join(", ")}];\n}`;
}
