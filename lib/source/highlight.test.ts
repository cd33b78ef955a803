import { describe, expect, it } from "vitest";
import { codeKinds, maxColumns } from "./code-line";
import { highlight } from "./highlight";

const textOf = (line: { tokens: [string, number][] } | undefined) => line?.tokens.map(([text]) => text).join("");
const kindOf = (line: { tokens: [string, number][] } | undefined, text: string) =>
  codeKinds[line?.tokens.find(([token]) => token.includes(text))?.[1] ?? -1];

describe("highlight", () => {
  it("gives every line back as the author wrote it", async () => {
    const source = 'const a = `x`;\r\n\n\tif (a === "refund") return <T,>(x: T) => x; // why\n';
    const lines = await highlight(source, "tsx");
    expect(lines.map(textOf)).toEqual(source.replaceAll("\r\n", "\n").split("\n"));
  });

  it("tells keywords, strings, numbers, calls, types and comments apart", async () => {
    const [line] = await highlight('if (type === "refund") return decide<Order>(30); // why', "ts");
    expect(kindOf(line, "if")).toBe("keyword");
    expect(kindOf(line, '"refund"')).toBe("string");
    expect(kindOf(line, "30")).toBe("constant");
    expect(kindOf(line, "decide")).toBe("function");
    expect(kindOf(line, "Order")).toBe("type");
    expect(kindOf(line, "why")).toBe("comment");
    expect(kindOf(line, "===")).toBe("plain");
  });

  it("keeps the kind of a string that began lines before", async () => {
    const lines = await highlight("const a = `one\n  if two\n`;", "js");
    expect(kindOf(lines[1], "if two")).toBe("string");
  });

  it("cuts a long line and says by how much", async () => {
    const [line] = await highlight(`const a = "${"x".repeat(5000)}";`, "ts");
    expect(textOf(line)).toHaveLength(maxColumns);
    expect(line?.cut).toBe(5013 - maxColumns);
  });

  it("leaves source without colours that is too long to colour in time", async () => {
    const lines = await highlight("if (a) b();\n".repeat(10_000), "ts");
    expect(lines).toHaveLength(10_001);
    expect(lines[0]?.tokens).toEqual([["if (a) b();", 0]]);
  });

  it("takes source that is not a program at all", async () => {
    const source = "<<<>>> ``${ \u202e ((((\n'\"\0";
    const lines = await highlight(source, "ts");
    expect(lines.map(textOf).join("\n")).toBe(source);
  });
});

it("counts a line at every end of a line that JavaScript knows, as site tables do", async () => {
  expect(await highlight("a\r\nb\rc\u2028d\u2029e\nf", "ts")).toHaveLength(6);
});
