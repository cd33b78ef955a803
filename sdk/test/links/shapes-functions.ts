import { body, claim, type Shape } from "./shape";

const refund = { type: "refund" };
const claimed = { type: claim };
const helpers = "Functions";
const closures = "Closures and callbacks";

export const functionShapes: Shape[] = [
  {
    group: helpers,
    name: "argument to parameter",
    code: `${body("return decide(type.output, 12);")}\nfunction decide(label, days) {\n  "use audit";\n  if (label === "fraud") return 1;\n  if (days > 3) return 2;\n}`,
    answers: refund,
    expect: { 'label === "fraud"': [["type", "value", "output"]], "days > 3": [] },
  },
  {
    group: helpers,
    name: "object argument, destructured",
    code: `${body("return decide({ label: type.output, days: 12 });")}\nfunction decide({ label, days }) {\n  "use audit";\n  if (label === "fraud") return 1;\n  if (days > 3) return 2;\n}`,
    answers: refund,
    expect: { 'label === "fraud"': [["type", "value", "output"]], "days > 3": [] },
  },
  {
    group: helpers,
    name: "a judgment as argument",
    code: `${body("return decide(type);")}\nfunction decide(seen) {\n  "use audit";\n  if (seen.output.days > 3) return 1;\n}`,
    answers: claimed,
    expect: { "seen.output.days > 3": [["type", "value", "output.days"]] },
  },
  {
    group: helpers,
    name: "returned value",
    code: `${body('const label = pick(type, 3);\nif (label === "refund") return 1;')}\nfunction pick(seen, other) {\n  "use audit";\n  return seen.output;\n}`,
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: helpers,
    name: "returned constant, chosen by a judgment",
    code: `${body("const limit = limitFor(type.output);\nif (limit > 20) return 1;")}\nfunction limitFor(label) {\n  "use audit";\n  if (label === "refund") return 30;\n  return 5;\n}`,
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]], "limit > 20": [["type", "control", "output"]] },
  },
  {
    group: helpers,
    name: "returned constant, whatever the judgment",
    code: `${body("const limit = limitFor(type.output);\nif (limit > 20) return 1;")}\nfunction limitFor(label) {\n  "use audit";\n  return 30;\n}`,
    answers: refund,
    expect: { "limit > 20": [] },
  },
  {
    group: helpers,
    name: "call inside a condition",
    code: `${body("if (isRefund(type.output)) return 1;")}\nfunction isRefund(label) {\n  "use audit";\n  return label === "refund";\n}`,
    answers: refund,
    expect: { "isRefund(type.output)": [["type", "value", "output"]] },
  },
  {
    group: helpers,
    name: "recursion",
    code: `${body("return count(type.output.days, 0);")}\nfunction count(days, turns) {\n  "use audit";\n  if (days <= 10) return turns;\n  return count(days - 1, turns + 1);\n}`,
    answers: claimed,
    expect: { "days <= 10": [["type", "value", "output.days"]] },
  },
  {
    group: helpers,
    name: "default parameter",
    code: `${body("return decide(type);")}\nfunction decide(seen, label = seen.output) {\n  "use audit";\n  if (label === "refund") return 1;\n}`,
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: helpers,
    name: "rest parameters",
    code: `${body("return decide(12, type.output);")}\nfunction decide(days, ...labels) {\n  "use audit";\n  if (days > 30) return 1;\n  if (labels[0] === "refund") return 2;\n}`,
    answers: refund,
    expect: { "days > 30": [], 'labels[0] === "refund"': [["type", "value", "output"]] },
  },
  {
    group: helpers,
    name: "arrow function in a constant",
    code: `const decide = (label) => {\n  "use audit";\n  if (label === "refund") return 1;\n};\n${body("return decide(type.output);")}`,
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: helpers,
    name: "a function that is not audited: its result comes from its arguments",
    code: `${body('const label = shorten(type.output);\nif (label === "ref") return 1;')}\nfunction shorten(text) {\n  return text.slice(0, 3);\n}`,
    answers: refund,
    expect: { 'label === "ref"': [["type", "value", "output"]] },
  },
  {
    group: helpers,
    name: "module-level variable",
    code: `let last = "none";\n${body("last = type.output;\nreturn check();")}\nfunction check() {\n  "use audit";\n  if (last === "refund") return 1;\n}`,
    answers: refund,
    expect: { 'last === "refund"': [["type", "value", "output"]] },
  },
  {
    group: helpers,
    name: "class fields and methods",
    code: `class Policy {\n  constructor(type) {\n    "use audit";\n    this.type = type;\n    this.days = 12;\n  }\n  decide() {\n    "use audit";\n    if (this.type.output === "fraud") return 1;\n    if (this.days > 3) return 2;\n  }\n}\n${body("return new Policy(type).decide();")}`,
    answers: refund,
    expect: { 'this.type.output === "fraud"': [["type", "value", "output"]], "this.days > 3": [] },
  },
  {
    group: helpers,
    name: "a primitive in a class field",
    code: `class Policy {\n  constructor(label) {\n    "use audit";\n    this.label = label;\n  }\n  decide() {\n    "use audit";\n    if (this.label === "refund") return 1;\n  }\n}\n${body("const policy = new Policy(type.output);\nreturn policy.decide();")}`,
    answers: refund,
    expect: { 'this.label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: helpers,
    name: "generator",
    code: `function* labels(seen) {\n  "use audit";\n  yield seen.output;\n}\n${body('for (const label of labels(type)) {\n  if (label === "refund") return 1;\n}')}`,
    answers: refund,
    expect: { "labels(type)": [["type", "value", "output"]], 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: closures,
    name: "outer variable assigned in a closure",
    code: body(
      `let label = "none";\nconst set = () => {\n  label = type.output;\n};\nset();\nif (label === "refund") return 1;`,
    ),
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: closures,
    name: "read inside a callback",
    code: body(`[1, 2].forEach((n) => {\n  if (type.output === "refund") return;\n  if (n > 1) return;\n});`),
    answers: { type: "fraud" },
    expect: { 'type.output === "refund"': [["type", "value", "output"]], "n > 1": [] },
  },
  {
    group: closures,
    name: "items of a judged array in a callback",
    code: body(`return type.output.items.filter((item) => {\n  if (item.price > 50) return true;\n});`),
    answers: claimed,
    expect: {
      "item.price > 50": [
        ["type", "value", "output.items.0.price"],
        ["type", "value", "output.items.1.price"],
      ],
    },
  },
  {
    group: closures,
    name: "result of some()",
    code: body(`const isDear = type.output.items.some((item) => item.price > 50);\nif (isDear) return 1;`),
    answers: claimed,
    expect: { isDear: [["type", "value", "output.items"]] },
  },
  {
    group: closures,
    name: "items found by a judgment",
    code: body(
      `const found = [{ name: "refund", limit: 30 }].find((item) => item.name === type.output);\nif (found) return 1;`,
    ),
    answers: refund,
    expect: { found: [["type", "value", "output"]] },
  },
  {
    group: closures,
    name: "reduce",
    code: body(
      `const total = type.output.items.reduce((sum, item) => sum + item.price, 0);\nif (total > 100) return 1;`,
    ),
    answers: claimed,
    expect: { "total > 100": [["type", "value", "output.items"]] },
  },
  {
    group: closures,
    name: "a closure made by a function",
    code: `function limiter(limit) {\n  "use audit";\n  return (days) => {\n    if (days > limit) return true;\n    return false;\n  };\n}\n${body("const isOver = limiter(type.output.days);\nif (isOver(3)) return 1;")}`,
    answers: claimed,
    expect: { "days > limit": [["type", "value", "output.days"]], "isOver(3)": [["type", "control", "output.days"]] },
  },
  {
    group: closures,
    name: "closures of a loop's variable, kept in a list",
    code: body(
      `const checks = [];\nfor (const item of type.output.items) checks.push(() => item.price > 50);\nif (checks[1]()) return 1;`,
    ),
    answers: claimed,
    expect: {
      "checks[1]()": [
        ["type", "value", "output.items.0.price"],
        ["type", "value", "output.items.1.price"],
      ],
    },
  },
];
