import { body, claim, type Shape } from "./shape";

const refund = { type: "refund" };
const claimed = { type: claim };

export const variableShapes: Shape[] = [
  {
    group: "Variables",
    name: "read where it was asked",
    code: body(`if (type.output === "refund") return 1;`),
    answers: refund,
    expect: { 'type.output === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Variables",
    name: "copied",
    code: body(`const label = type.output;\nconst again = label;\nif (again === "refund") return 1;`),
    answers: refund,
    expect: { 'again === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Variables",
    name: "assigned later",
    code: body(`let label = "none";\nlabel = type.output;\nif (label === "refund") return 1;`),
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Variables",
    name: "overwritten by a constant",
    code: body(`let label = type.output;\nlabel = "none";\nif (label === "refund") return 1;`),
    answers: refund,
    expect: { 'label === "refund"': [] },
  },
  {
    group: "Variables",
    name: "independent of the judgment",
    code: body(`const days = 12;\nif (days > 3) return 1;`),
    answers: refund,
    expect: { "days > 3": [] },
  },
  {
    group: "Variables",
    name: "arithmetic, compound assignment",
    code: body(`let days = 1;\ndays += type.output.days * 2;\nif (days > 3) return 1;`),
    answers: claimed,
    expect: { "days > 3": [["type", "value", "output.days"]] },
  },
  {
    group: "Variables",
    name: "a comparison kept for later",
    code: body(`const isLong = type.output.days > 3;\nif (isLong) return 1;`),
    answers: claimed,
    expect: { isLong: [["type", "value", "output.days"]] },
  },
  {
    group: "Variables",
    name: "two judgments in one condition",
    code: body(`const other = await ask("other");\nif (type.output === other.output) return 1;`),
    answers: { type: "refund", other: "fraud" },
    expect: {
      "type.output === other.output": [
        ["other", "value", "output"],
        ["type", "value", "output"],
      ],
    },
  },
  {
    group: "Variables",
    name: "two judgments, one variable",
    code: body(
      `const other = await ask("other");\nconst both = type.output + other.output;\nif (both === "") return 1;`,
    ),
    answers: { type: "refund", other: "fraud" },
    expect: {
      'both === ""': [
        ["other", "value", "output"],
        ["type", "value", "output"],
      ],
    },
  },
  {
    group: "Variables",
    name: "swapped",
    code: body(
      `let a = "x";\nlet b = type.output;\n[a, b] = [b, a];\nif (a === "refund") return 1;\nif (b === "refund") return 2;`,
    ),
    answers: { type: "fraud" },
    expect: { 'a === "refund"': [["type", "value", "output"]], 'b === "refund"': [] },
  },
  {
    group: "Variables",
    name: "filled in where empty",
    code: body(`let label;\nlabel ??= type.output;\nif (label === "refund") return 1;`),
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Parts of a judgment",
    name: "property paths",
    code: body(`if (type.output.days > 3) return 1;`),
    answers: claimed,
    expect: { "type.output.days > 3": [["type", "value", "output.days"]] },
  },
  {
    group: "Parts of a judgment",
    name: "property paths in steps",
    code: body(`const answer = type.output;\nconst home = answer.address;\nif (home.city === "Oslo") return 1;`),
    answers: claimed,
    expect: { 'home.city === "Oslo"': [["type", "value", "output.address.city"]] },
  },
  {
    group: "Parts of a judgment",
    name: "quoted and numbered properties",
    code: body(`if (type["output"].tags[1] === "late") return 1;`),
    answers: claimed,
    expect: { 'type["output"].tags[1] === "late"': [["type", "value", "output.tags.1"]] },
  },
  {
    group: "Parts of a judgment",
    name: "a property chosen at run time",
    code: body(`const key = ["days"][0];\nif (type.output[key] > 3) return 1;`),
    answers: claimed,
    expect: { "type.output[key] > 3": [["type", "value", "output"]] },
  },
  {
    group: "Parts of a judgment",
    name: "its confidence",
    code: body(`if (type.confidence < 0.6) return 1;`),
    answers: { type: { output: "refund", confidence: 0.4 } },
    expect: { "type.confidence < 0.6": [["type", "value", "confidence"]] },
  },
  {
    group: "Parts of a judgment",
    name: "its scores",
    code: body(
      `const { refund, ...others } = type.scores;\nif (refund > 0.5) return 1;\nif (others.fraud > 0.5) return 2;`,
    ),
    answers: { type: { output: "refund", scores: { refund: 0.4, fraud: 0.3 } } },
    expect: {
      "refund > 0.5": [["type", "value", "scores.refund"]],
      "others.fraud > 0.5": [["type", "value", "scores.fraud"]],
    },
  },
  {
    group: "Parts of a judgment",
    name: "optional chaining",
    code: body(`if (type?.output?.address?.city === "Oslo") return 1;`),
    answers: claimed,
    expect: { 'type?.output?.address?.city === "Oslo"': [["type", "value", "output.address.city"]] },
  },
  {
    group: "Destructuring",
    name: "by name",
    code: body(
      `const { output, confidence } = type;\nif (output === "refund") return 1;\nif (confidence === null) return 2;`,
    ),
    answers: { type: "fraud" },
    expect: {
      'output === "refund"': [["type", "value", "output"]],
      "confidence === null": [["type", "value", "confidence"]],
    },
  },
  {
    group: "Destructuring",
    name: "nested and renamed",
    code: body(
      `const { output: { days: age, address: { city } } } = type;\nif (age > 30) return 1;\nif (city === "Oslo") return 2;`,
    ),
    answers: claimed,
    expect: {
      "age > 30": [["type", "value", "output.days"]],
      'city === "Oslo"': [["type", "value", "output.address.city"]],
    },
  },
  {
    group: "Destructuring",
    name: "with a default that was used",
    code: body(`const { floor = 3 } = type.output;\nif (floor > 2) return 1;`),
    answers: claimed,
    expect: { "floor > 2": [["type", "value", "output.floor"]] },
  },
  {
    group: "Destructuring",
    name: "the rest of an object",
    code: body(`const { label, ...rest } = type.output;\nif (rest.days > 3) return 1;`),
    answers: claimed,
    expect: { "rest.days > 3": [["type", "value", "output.days"]] },
  },
  {
    group: "Destructuring",
    name: "of an array",
    code: body(
      `const [first, ...others] = type.output.tags;\nif (first === "dry") return 1;\nif (others.length > 0) return 2;`,
    ),
    answers: claimed,
    expect: {
      'first === "dry"': [["type", "value", "output.tags.0"]],
      "others.length > 0": [["type", "value", "output.tags"]],
    },
  },
  {
    group: "Destructuring",
    name: "into variables that were there",
    code: body(
      `let label;\nlet days;\n({ label, days } = type.output);\nif (days > 30) return 1;\nif (label === "refund") return 2;`,
    ),
    answers: claimed,
    expect: {
      "days > 30": [["type", "value", "output.days"]],
      'label === "refund"': [["type", "value", "output.label"]],
    },
  },
  {
    group: "Strings",
    name: "template",
    code: body(`const key = \`\${type.output}-eu\`;\nif (key === "refund-eu") return 1;`),
    answers: refund,
    expect: { 'key === "refund-eu"': [["type", "value", "output"]] },
  },
  {
    group: "Strings",
    name: "concatenation",
    code: body(`const key = "eu-" + type.output;\nif (key === "eu-refund") return 1;`),
    answers: refund,
    expect: { 'key === "eu-refund"': [["type", "value", "output"]] },
  },
  {
    group: "Strings",
    name: "string methods",
    code: body(`const key = type.output.trim().toUpperCase();\nif (key.startsWith("REF")) return 1;`),
    answers: refund,
    expect: { 'key.startsWith("REF")': [["type", "value", "output"]] },
  },
  {
    group: "Values that choose",
    name: "ternary",
    code: body(`const label = 1 > 0 ? type.output : "none";\nif (label === "refund") return 1;`),
    answers: refund,
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Values that choose",
    name: "ternary on a judgment",
    code: body(`const limit = type.output === "refund" ? 30 : 10;\nif (limit > 20) return 1;`),
    answers: refund,
    expect: {
      'type.output === "refund"': [["type", "value", "output"]],
      "limit > 20": [["type", "control", "output"]],
    },
  },
  {
    group: "Values that choose",
    name: "ternary: the arm that did not run",
    code: body(`const label = 1 > 2 ? type.output : "none";\nif (label === "refund") return 1;`),
    answers: refund,
    expect: { 'label === "refund"': [] },
  },
  {
    group: "Values that choose",
    name: "a right side that did not run",
    code: body(
      `const other = await ask("other");\nconst label = type.output || other.output;\nif (label === "refund") return 1;`,
    ),
    answers: { type: "refund", other: "fraud" },
    expect: { 'label === "refund"': [["type", "value", "output"]] },
  },
  {
    group: "Values that choose",
    name: "a right side that ran",
    code: body(
      `const other = await ask("other");\nconst label = type.output || other.output;\nif (label === "refund") return 1;`,
    ),
    answers: { type: "", other: "fraud" },
    expect: {
      'label === "refund"': [
        ["other", "value", "output"],
        ["type", "value", "output"],
      ],
    },
  },
  {
    group: "Values that choose",
    name: "defaults with ?? and ||",
    code: body(
      `const score = type.confidence ?? 0;\nconst label = type.output || "none";\nif (score > 0.5) return 1;\nif (label === "none") return 2;`,
    ),
    answers: refund,
    expect: {
      "score > 0.5": [["type", "value", "confidence"]],
      'label === "none"': [["type", "value", "output"]],
    },
  },
  {
    group: "Values that choose",
    name: "looked up by a judgment",
    code: body(
      `const limits = { refund: 30, fraud: 0 };\nconst limit = limits[type.output];\nif (limit > 20) return 1;`,
    ),
    answers: refund,
    expect: { "limit > 20": [["type", "value", "output"]] },
  },
  {
    group: "Values that choose",
    name: "switch on a judgment",
    code: body(
      `let limit = 0;\nswitch (type.output) {\n  case "refund":\n    limit = 30;\n    break;\n  default:\n    limit = 5;\n}\nif (limit > 20) return 1;`,
    ),
    answers: refund,
    expect: {
      "type.output": [["type", "value", "output"]],
      "limit > 20": [["type", "control", "output"]],
    },
  },
];
