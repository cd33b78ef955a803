import { body, claim, type Shape } from "./shape";

const refund = { type: "refund" };
const group = "Containers";

export const containerShapes: Shape[] = [
  {
    group,
    name: "object literal, one property of two",
    code: body(
      `const seen = { label: type.output, days: 12 };\nif (seen.label === "fraud") return 1;\nif (seen.days > 3) return 2;`,
    ),
    answers: refund,
    expect: { 'seen.label === "fraud"': [["type", "value", "output"]], "seen.days > 3": [] },
  },
  {
    group,
    name: "array literal, one item of two",
    code: body(`const seen = [type.output, "x"];\nif (seen[0] === "fraud") return 1;\nif (seen[1] === "x") return 2;`),
    answers: refund,
    expect: { 'seen[0] === "fraud"': [["type", "value", "output"]], 'seen[1] === "x"': [] },
  },
  {
    group,
    name: "nested literals",
    code: body(`const seen = { a: { b: [{ c: type.output }] } };\nif (seen.a.b[0].c === "refund") return 1;`),
    answers: refund,
    expect: { 'seen.a.b[0].c === "refund"': [["type", "value", "output"]] },
  },
  {
    group,
    name: "a judgment inside, taken out again",
    code: body(`const seen = { type };\nconst { type: back } = seen;\nif (back.output.days > 3) return 1;`),
    answers: { type: claim },
    expect: { "back.output.days > 3": [["type", "value", "output.days"]] },
  },
  {
    group,
    name: "spread",
    code: body(
      `const seen = { ...type.output, more: 1 };\nif (seen.days > 30) return 1;\nconst list = ["x", ...type.output.tags];\nif (list.includes("dry")) return 3;`,
    ),
    answers: { type: claim },
    expect: {
      "seen.days > 30": [["type", "value", "output.days"]],
      'list.includes("dry")': [["type", "value", "output.tags"]],
    },
  },
  {
    group,
    name: "property assigned",
    code: body(`const seen = {};\nseen.label = type.output;\nif (seen.label === "refund") return 1;`),
    answers: refund,
    expect: { 'seen.label === "refund"': [["type", "value", "output"]] },
  },
  {
    group,
    name: "property overwritten by a constant",
    code: body(`const seen = { label: type.output };\nseen.label = "none";\nif (seen.label === "refund") return 1;`),
    answers: refund,
    expect: { 'seen.label === "refund"': [] },
  },
  {
    group,
    name: "the same object by another name",
    code: body(
      `const seen = {};\nconst alias = seen;\nalias.label = type.output;\nif (seen.label === "refund") return 1;`,
    ),
    answers: refund,
    expect: { 'seen.label === "refund"': [["type", "value", "output"]] },
  },
  {
    group,
    name: "an object inside another, written from outside",
    code: body(
      `const inner = {};\nconst outer = { inner };\nouter.inner.label = type.output;\nif (inner.label === "refund") return 1;`,
    ),
    answers: refund,
    expect: { 'inner.label === "refund"': [["type", "value", "output"]] },
  },
  {
    group,
    name: "pushed",
    code: body(`const seen = [];\nseen.push(type.output);\nif (seen[0] === "refund") return 1;`),
    answers: refund,
    expect: { 'seen[0] === "refund"': [["type", "value", "output"]] },
  },
  {
    group,
    name: "pushed, then counted",
    code: body(`const seen = [];\nseen.push(type.output);\nif (seen.includes("refund")) return 1;`),
    answers: refund,
    expect: { 'seen.includes("refund")': [["type", "value", "output"]] },
  },
  {
    group,
    name: "made before the judgment",
    code: `async function shape() {\n  "use audit";\n  const seen = [];\n  const type = await ask("type");\n  seen.push(type.output);\n  if (seen[0] === "refund") return 1;\n}`,
    answers: refund,
    expect: { 'seen[0] === "refund"': [["type", "value", "output"]] },
  },
  {
    group,
    name: "Map by key",
    code: body(
      `const seen = new Map();\nseen.set("label", type.output);\nseen.set("days", 12);\nif (seen.get("label") === "refund") return 1;`,
    ),
    answers: refund,
    expect: { 'seen.get("label") === "refund"': [["type", "value", "output"]] },
  },
  {
    group,
    name: "Map by another key",
    code: body(
      `const seen = new Map();\nseen.set("label", type.output);\nseen.set("days", 12);\nif (seen.get("days") > 3) return 1;`,
    ),
    answers: refund,
    expect: { 'seen.get("days") > 3': [] },
  },
  {
    group,
    name: "a judgment in a Map",
    code: body(
      `const seen = new Map([["type", type]]);\nconst back = seen.get("type");\nif (back.output === "refund") return 1;`,
    ),
    answers: refund,
    expect: { 'back.output === "refund"': [["type", "value", "output"]] },
  },
  {
    group,
    name: "Set",
    code: body(`const seen = new Set();\nseen.add(type.output);\nif (seen.has("refund")) return 1;`),
    answers: refund,
    expect: { 'seen.has("refund")': [["type", "value", "output"]] },
  },
  {
    group,
    name: "copied by Object.assign",
    code: body(
      `const seen = {};\nObject.assign(seen, { label: type.output });\nif (seen.label === "refund") return 1;`,
    ),
    answers: refund,
    expect: { 'seen.label === "refund"': [["type", "value", "output"]] },
  },
  {
    group,
    name: "through JSON",
    code: body(`const copy = JSON.parse(JSON.stringify(type.output));\nif (copy.days > 3) return 1;`),
    answers: { type: claim },
    expect: { "copy.days > 3": [["type", "value", "output"]] },
  },
];
