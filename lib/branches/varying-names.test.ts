import { describe, expect, it } from "vitest";
import { siteTable } from "../contract/sites";
import { readProgram } from "./site-program";
import { namesHandedOn, varyingNames } from "./varying-names";

function named(body: string) {
  const source = `function decide(order, rule) {\n${body}\n}\n`;
  const end = source.split("\n").length - 2;
  const table = siteTable.parse({
    v: 1,
    file: "a.ts",
    language: "ts",
    source,
    functions: [{ name: "decide", at: [1, 0, end + 1, 1] }],
    sites: [
      { kind: "param", fn: 0, at: [1, 16, 1, 21], name: "order" },
      { kind: "param", fn: 0, at: [1, 23, 1, 27], name: "rule" },
    ],
  });
  const place = { program: readProgram(table), fn: 0 };
  return { varying: [...varyingNames(place)], handedOn: [...namesHandedOn(place)] };
}

describe("names", () => {
  it.each([
    ["is given its value on some ways only", "let late;\nif (order.open) late = order.days > 3;", ["late"]],
    ["is changed as a whole", "Object.assign(rule, order.rule);\ndelete order.days;", ["order", "rule"]],
    ["gets its value where it is declared", "const late = order.days > 3;\nlet old = late;", []],
  ])("vary where one %s", (_, body, varying) => {
    expect(named(body).varying.sort()).toEqual(varying);
  });

  it.each([
    ["to a call", "enrich(order);\nif (rule.days) return 1;", ["order"]],
    ["to another name", "const other = order;\nreturn { rule };", ["order", "rule"]],
    ["by its members only", "if (order.days > rule.days) return order.type;", []],
  ])("are handed on %s", (_, body, handedOn) => {
    expect(
      named(body)
        .handedOn.filter((name) => name === "order" || name === "rule")
        .sort(),
    ).toEqual(handedOn);
  });
});
