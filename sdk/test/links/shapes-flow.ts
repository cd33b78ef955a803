import { body, claim, type Shape } from "./shape";

const refund = { type: "refund" };
const claimed = { type: claim };

function asyncBody(code: string): string {
  return `async function shape() {\n  "use audit";\n  ${code.split("\n").join("\n  ")}\n}`;
}

export const flowShapes: Shape[] = [
  {
    group: "Loops",
    name: "over a judged array of strings",
    code: body(`for (const tag of type.output.tags) {\n  if (tag === "late") return 1;\n}`),
    answers: claimed,
    expect: { 'tag === "late"': [["type", "value", "output.tags"]] },
  },
  {
    group: "Loops",
    name: "over a judged array of objects",
    code: body(`for (const { price } of type.output.items) {\n  if (price > 50) return 1;\n}`),
    answers: claimed,
    expect: { "price > 50": [["type", "value", "output.items"]] },
  },
  {
    group: "Loops",
    name: "over a judged array of objects, whole",
    code: body(`for (const item of type.output.items) {\n  if (item.price > 50) return 1;\n}`),
    answers: claimed,
    expect: {
      "item.price > 50": [
        ["type", "value", "output.items.0.price"],
        ["type", "value", "output.items.1.price"],
      ],
    },
  },
  {
    group: "Loops",
    name: "over a list of a variable that its body writes",
    code: body(
      `let label = type.output;\nfor (const one of ["x", label]) {\n  if (label === "none") {\n    if (one === "refund") return 1;\n  }\n  label = "none";\n}`,
    ),
    answers: refund,
    expect: { 'one === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Loops",
    name: "by index",
    code: body(
      `const { items } = type.output;\nfor (let i = 0; i < items.length; i++) {\n  if (items[i].price > 50) return 1;\n}`,
    ),
    answers: claimed,
    expect: {
      "i < items.length": [["type", "value", "output.items.length"]],
      "items[i].price > 50": [["type", "value", "output.items"]],
    },
  },
  {
    group: "Loops",
    name: "accumulator",
    code: body(
      `let total = 0;\nfor (const item of type.output.items) total += item.price;\nif (total > 100) return 1;`,
    ),
    answers: claimed,
    expect: {
      "total > 100": [
        ["type", "value", "output.items.0.price"],
        ["type", "value", "output.items.1.price"],
      ],
    },
  },
  {
    group: "Loops",
    name: "carried from one turn to the next",
    code: body(
      `let before = "none";\nlet label = "none";\nfor (let i = 0; i < 2; i++) {\n  if (before === "refund") return 1;\n  before = label;\n  label = type.output;\n}\nif (before === "x") return 2;`,
    ),
    answers: refund,
    expect: { "i < 2": [], 'before === "refund"': [], 'before === "x"': [["type", "value", "output"]] },
  },
  {
    group: "Loops",
    name: "a judgment in every turn",
    code: asyncBody(
      `let last = "none";\nfor (const point of ["one", "two"]) {\n  const seen = await ask(point);\n  last = seen.output;\n}\nif (last === "b") return 1;`,
    ),
    answers: { one: "a", two: "b" },
    expect: { 'last === "b"': [["two", "value", "output"]] },
  },
  {
    group: "Awaited results",
    name: "asked first, awaited later; what was awaited in between only probably",
    code: asyncBody(
      `const asked = ask("type");\nconst days = await Promise.resolve(12);\nconst type = await asked;\nif (type.output === "fraud") return 1;\nif (days > 3) return 2;`,
    ),
    answers: refund,
    expect: {
      'type.output === "fraud"': [["type", "value", "output"]],
      "days > 3": [["type", "window", "output"]],
    },
  },
  {
    group: "Awaited results",
    name: "awaited inside the condition",
    code: asyncBody(`if ((await ask("type")).output === "refund") return 1;`),
    answers: refund,
    expect: { '(await ask("type")).output === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Awaited results",
    name: "a primitive out of an awaited judgment",
    code: asyncBody(`const { output } = await ask("type");\nif (output === "refund") return 1;`),
    answers: refund,
    expect: { 'output === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Awaited results",
    name: "Promise.all, destructured",
    code: asyncBody(
      `const [type, other] = await Promise.all([ask("type"), ask("other")]);\nif (type.output === "x") return 1;\nif (other.output === "x") return 2;`,
    ),
    answers: { type: "refund", other: "fraud" },
    expect: {
      'type.output === "x"': [["type", "value", "output"]],
      'other.output === "x"': [["other", "value", "output"]],
    },
  },
  {
    group: "Awaited results",
    name: "Promise.all over a list",
    code: asyncBody(
      `const seen = await Promise.all(["one", "two"].map((point) => ask(point)));\nif (seen[1].output === "b") return 1;`,
    ),
    answers: { one: "a", two: "b" },
    expect: { 'seen[1].output === "b"': [["two", "value", "output"]] },
  },
  {
    group: "Awaited results",
    name: "an async audited function",
    code: `${asyncBody('const label = await classify();\nif (label === "refund") return 1;')}\nasync function classify() {\n  "use audit";\n  const type = await ask("type");\n  return type.output;\n}`,
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Awaited results",
    name: "an async function that is not audited: probably",
    code: `${asyncBody('const label = await classify();\nif (label === "refund") return 1;')}\nasync function classify() {\n  const type = await ask("type");\n  return type.output;\n}`,
    answers: refund,
    expect: { 'label === "refund"': [["type", "window", "output"]] },
  },
  {
    group: "Awaited results",
    name: "one that is not audited, started before and awaited later",
    code: `${asyncBody('const asked = classify();\nconst other = await ask("other");\nconst label = await asked;\nif (other.output === "x") return 1;\nif (label === "refund") return 2;')}\nasync function classify() {\n  const type = await ask("type");\n  return type.output;\n}`,
    answers: { type: "refund", other: "fraud" },
    expect: {
      'other.output === "x"': [["other", "value", "output"]],
      'label === "refund"': [
        ["other", "window", "output"],
        ["type", "window", "output"],
      ],
    },
  },
  {
    group: "Awaited results",
    name: "a chain of then: probably",
    code: asyncBody(`const label = await ask("type").then((seen) => seen.output);\nif (label === "refund") return 1;`),
    answers: refund,
    expect: { 'label === "refund"': [["type", "window", "output"]] },
  },
  {
    group: "Written under a branch",
    name: "the arm that ran",
    code: body(`let limit = 5;\nif (type.output === "refund") limit = 30;\nif (limit > 20) return 1;`),
    answers: refund,
    expect: {
      'type.output === "refund"': [["type", "value", "output"]],
      "limit > 20": [["type", "control", "output"]],
    },
  },
  {
    group: "Written under a branch",
    name: "the arm that did not run",
    code: body(`let limit = 5;\nif (type.output === "refund") limit = 30;\nif (limit > 20) return 1;`),
    answers: { type: "fraud" },
    expect: {
      'type.output === "refund"': [["type", "value", "output"]],
      "limit > 20": [["type", "control", "output"]],
    },
  },
  {
    group: "Written under a branch",
    name: "then overwritten by a constant",
    code: body(`let limit = 5;\nif (type.output === "refund") limit = 30;\nlimit = 7;\nif (limit > 20) return 1;`),
    answers: refund,
    expect: { "limit > 20": [] },
  },
  {
    group: "Written under a branch",
    name: "counted in a loop",
    code: body(
      `let late = 0;\nfor (const tag of type.output.tags) {\n  if (tag === "late") late++;\n}\nif (late > 0) return 1;`,
    ),
    answers: claimed,
    expect: { "late > 0": [["type", "control", "output.tags"]] },
  },
  {
    group: "Written under a branch",
    name: "a variable of another arm stays free",
    code: body(`let limit = 5;\nlet days = 1;\nif (type.output === "refund") limit = 30;\nif (days > 20) return 1;`),
    answers: refund,
    expect: { "days > 20": [] },
  },
  {
    group: "Written under a branch",
    name: "a branch inside a branch",
    code: body(
      `let limit = 5;\nconst days = 12;\nif (type.output === "refund") {\n  if (days > 3) limit = 30;\n}\nif (limit > 20) return 1;`,
    ),
    answers: refund,
    expect: { "days > 3": [], "limit > 20": [["type", "control", "output"]] },
  },
  {
    group: "Written under a branch",
    name: "read inside the arm it was written in",
    code: body(
      `let limit = 5;\nif (type.output === "refund") {\n  limit = 30;\n  if (limit > 20) limit = 20;\n}\nif (limit > 10) return 1;`,
    ),
    answers: refund,
    expect: { "limit > 20": [], "limit > 10": [["type", "control", "output"]] },
  },
  {
    group: "Written under a branch",
    name: "read inside an arm of another judgment",
    code: body(
      `const other = await ask("other");\nlet limit = 5;\nif (type.output === "refund") limit = 30;\nif (other.output === "fraud") {\n  if (limit > 20) return 1;\n}`,
    ),
    answers: { type: "refund", other: "fraud" },
    expect: { "limit > 20": [["type", "control", "output"]] },
  },
  {
    group: "Written under a branch",
    name: "behind an early return",
    code: body(`if (type.output === "fraud") return 1;\nconst days = 12;\nif (days > 3) return 2;`),
    answers: refund,
    expect: { "days > 3": [] },
  },
  {
    group: "Written under a branch",
    name: "behind a continue",
    code: body(
      `let n = 0;\nfor (const i of [1, 2]) {\n  if (type.output === "fraud") continue;\n  n = i;\n  if (n > 1) return 1;\n}`,
    ),
    answers: refund,
    expect: { "n > 1": [] },
  },
  {
    group: "Exceptions",
    name: "message of a thrown error",
    code: body(
      `let label = "none";\ntry {\n  throw new Error(type.output);\n} catch (error) {\n  label = error.message;\n}\nif (label === "refund") return 1;`,
    ),
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Exceptions",
    name: "a constant set because something threw",
    code: `${body("let n = 1;\ntry {\n  refuse(type.output);\n} catch {\n  n = 2;\n}\nif (n === 2) return 1;")}\nfunction refuse(label) {\n  if (label === "refund") throw new Error("no");\n}`,
    answers: refund,
    expect: { "n === 2": [["type", "control", "output"]] },
  },
  {
    group: "Exceptions",
    name: "a constant that would have been set, had it thrown",
    code: `${body("let n = 1;\ntry {\n  refuse(type.output);\n} catch {\n  n = 2;\n}\nif (n === 2) return 1;")}\nfunction refuse(label) {\n  if (label === "refund") throw new Error("no");\n}`,
    answers: { type: "fraud" },
    expect: { "n === 2": [["type", "control", "output"]] },
  },
];
