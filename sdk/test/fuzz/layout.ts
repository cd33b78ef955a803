import { transform as esbuild } from "esbuild";
import { parseSync } from "oxc-parser";
import { walk } from "oxc-walker";
import type { Program } from "./generate/program";
import { type Random, randomFrom } from "./random";

/** The program as it is, or minified, with comments in odd places, or with other line ends; decided by its seed. */
export async function layOut(program: Program): Promise<Program> {
  const random = randomFrom(program.seed ^ 0x5bd1e995);
  const form = random.weighted({ plain: 60, minified: 14, commented: 16, windows: 6, mark: 3 });
  if (form === "minified") return minified(program, random);
  const source = relaid(program, form, random);
  return { ...program, source };
}

function relaid(program: Program, form: "plain" | "commented" | "windows" | "mark", random: Random): string {
  const { source } = program;
  if (form === "commented") return commented(program, random);
  if (form === "windows") return source.replace(/\n/g, "\r\n");
  if (form === "mark" && !source.startsWith("#!")) return `\ufeff${source}`;
  return source;
}

/** What a package publishes: no spaces, perhaps other syntax and names. TypeScript becomes JavaScript. */
async function minified(program: Program, random: Random): Promise<Program> {
  const options = {
    loader: program.language,
    minifyWhitespace: true,
    minifySyntax: random.chance(0.5),
    minifyIdentifiers: random.chance(0.3),
    jsxFactory: "J",
    jsxFragment: '"fragment"',
    tsconfigRaw: "{}",
  };
  try {
    const { code } = await esbuild(program.source, options);
    return { ...program, source: code, language: "js", file: program.file.replace(/\.[jt]sx?$/, ".js") };
  } catch {
    // What esbuild refuses stays as it was laid out.
    return program;
  }
}

const safeParents = new Set([
  "BinaryExpression",
  "LogicalExpression",
  "ConditionalExpression",
  "CallExpression",
  "ArrayExpression",
]);

/** Comments in front of some expressions; a line comment only where a line break is no different from a space. */
function commented(program: Program, random: Random): string {
  const { source } = program;
  if (program.language.endsWith("x")) return source;
  const places = new Map<number, boolean>();
  const parsed = parseSync(program.file, source, {
    lang: program.language,
    sourceType: program.file.endsWith(".cjs") ? "commonjs" : "module",
  });
  walk(parsed.program, {
    enter(node, parent) {
      if (/^(TS|Template(Element)|JSX|Program)/.test(node.type) || !random.chance(0.06)) return;
      const isInner = parent !== null && safeParents.has(parent.type) && parent.start < node.start;
      places.set(node.start, (places.get(node.start) ?? true) && isInner);
    },
  });
  let text = source;
  for (const [start, mayBreak] of [...places].sort(([a], [b]) => b - a)) {
    const comment =
      mayBreak && random.chance(0.4) ? "// then? else: ü\n" : random.pick(["/**/", "/* é */ ", "/* ? : */"]);
    text = text.slice(0, start) + comment + text.slice(start);
  }
  return text;
}
