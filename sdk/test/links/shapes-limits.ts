import { body, type Shape } from "./shape";

const refund = { type: "refund" };
const group = "Not found";

/** Conditions that depend on a judgment and carry no link. */
export const limitShapes: Shape[] = [
  {
    group,
    name: "kept by a function that is not audited, given out by another",
    code: `let kept = "none";\nfunction keep(label) {\n  kept = label;\n}\nfunction give() {\n  return kept;\n}\n${body('keep(type.output);\nconst label = give();\nif (label === "refund") return 1;')}`,
    answers: refund,
    expect: { 'label === "refund"': [] },
    limit: "Code that is not audited keeps values where nothing looks. Audit it, or return the value instead.",
  },
  {
    group,
    name: "written into an argument by a function that is not audited",
    code: `function fill(target, label) {\n  target.label = label;\n}\n${body('const seen = {};\nfill(seen, type.output);\nif (seen.label === "refund") return 1;')}`,
    answers: refund,
    expect: { 'seen.label === "refund"': [] },
    limit:
      "What code that is not audited writes is not seen; only `Object.assign` and a container's own methods are known.",
  },
  {
    group,
    name: "an exception that is caught in a function that is not audited",
    code: `function guard(run) {\n  try {\n    run();\n    return true;\n  } catch {\n    return false;\n  }\n}\nfunction refuse(label) {\n  if (label === "refund") throw new Error("no");\n}\n${body("const run = { label: type.output, call() { refuse(run.label); } };\nconst { call } = run;\nconst isFine = guard(call);\nif (isFine) return 1;")}`,
    answers: refund,
    expect: { isFine: [] },
    limit: "That something threw, and who caught it, leaves no trace where neither is audited.",
  },
  {
    group,
    name: "counted until a judgment ends the loop",
    code: body(
      `let turns = 0;\nwhile (true) {\n  if (type.output === "refund") break;\n  turns++;\n}\nif (turns > 0) return 1;`,
    ),
    answers: refund,
    expect: { "turns > 0": [] },
    limit: "Being behind an early exit makes no link: the exit's own condition names the judgment.",
  },
  {
    group,
    name: "told by the time it took",
    code: `function makeClock() {\n  let now = 0;\n  return { tick: () => now++, read: () => now };\n}\nconst { tick, read } = makeClock();\n${body('const before = read();\nif (type.output === "refund") tick();\nconst took = read() - before;\nif (took > 0) return 1;')}`,
    answers: refund,
    expect: { 'type.output === "refund"': [["type", "value", "output"]], "took > 0": [] },
    limit: "What a branch leaves behind outside the program (a clock, a file, a counter) is read back without a link.",
  },
];
