import type { Gen, Hint } from "./context";
import { binds, type Text } from "./text";

const types: Record<Hint, readonly string[]> = {
  number: ["number", "any"],
  text: ["string", "any", "Uppercase<string>"],
  boolean: ["boolean", "any"],
  object: ["any", "{ n?: any; s?: any }", "Record<string, any>"],
  list: ["any[]", "Array<any>", "readonly any[]"],
  function: ["any", "(...a: any[]) => any", "Function"],
  any: ["any", "unknown"],
};

/** `: type`, in TypeScript and not always. */
export function annotation(g: Gen, hint: Hint): string {
  return g.dialect.isTypeScript && g.random.chance(0.5) ? `: ${g.random.pick(types[hint])}` : "";
}

/** `<T, …>` in front of parameters, in TypeScript and rarely; written so that TSX takes it too. */
export function typeParameters(g: Gen): string {
  return g.dialect.isTypeScript && g.random.chance(0.15)
    ? g.random.pick(["<T,>", "<T extends object, U = T>", "<const T extends unknown>"])
    : "";
}

/** The expression as TypeScript may also say it: `as`, `!`, `satisfies`, `<any>`. */
export function withTypes(g: Gen, given: Text): Text {
  if (!g.dialect.isTypeScript || !g.random.chance(0.08)) return given;
  const form = g.random.weighted({ as: 4, bang: 4, satisfies: 2, angle: g.dialect.isJsx ? 0 : 2 });
  const inner = given.binds >= binds.unary ? given.text : `(${given.text})`;
  if (form === "as") return { text: `${inner} as any`, binds: binds.and + 1 };
  if (form === "satisfies") return { text: `${inner} satisfies unknown`, binds: binds.and + 1 };
  if (form === "angle") return { text: `<any>${inner}`, binds: binds.unary };
  return given.binds >= binds.call && !given.text.startsWith("new ")
    ? { text: `${given.text}!`, binds: binds.call }
    : given;
}

/** Declarations that leave nothing behind at run time. */
export function typeDeclaration(g: Gen, name: string): string {
  return g.random.pick([
    `type ${name} = { n: number } | (typeof globalThis extends infer U ? U : never);`,
    `interface ${name} { n?: number; m?(): void }`,
    `declare const ${name}: number;`,
    `declare function ${name}(a: number): void;`,
    `export type { ${name} }; type ${name} = string;`,
  ]);
}
