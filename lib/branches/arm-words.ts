/** A decision of a path, as far as naming the path needs it. Nested ones (`a && b` in an `if`'s test) are left out. */
export type ArmDecision = {
  /** `if`, `ternary`, `switch`, `and`, `or`, …; loops and defaults name nothing. */
  kind: string;
  /** The test's own text; of a `switch` what it switches on. */
  text: string;
  /** Whether the test held; of a `switch` whether a case was arrived at. */
  isTrue: boolean;
  /** The `case` label arrived at, as written (`"refund"`); `default` for the default. */
  label?: string | undefined;
};

const naming = new Set(["if", "ternary", "switch", "and", "or"]);
const longestArm = 200;
const longestText = 400;

/**
 * Names the path that a run took by the tests that held, in order: `type is refund › days ≤ 30`; `otherwise` where
 * none did. At most 200 characters. Depends on nothing, so that the SDK's runtime and the server say the same.
 */
export function armWords(decisions: Iterable<ArmDecision>): string {
  const words = new Set<string>();
  let length = 0;
  for (const decision of decisions) {
    if (!decision.isTrue || !naming.has(decision.kind)) continue;
    const word = decisionWords(decision);
    if (word === "" || words.has(word)) continue;
    words.add(word);
    length += word.length + 3;
    if (length > longestArm) break;
  }
  const arm = [...words].join(" › ");
  if (arm === "") return "otherwise";
  return arm.length <= longestArm ? arm : `${cut(arm, longestArm - 1)}…`;
}

/** One test that held in words: `type.output === "refund"` is `type is refund`, `!isOpened` is `not isOpened`. */
function decisionWords({ kind, text, label }: ArmDecision): string {
  if (kind !== "switch") return testWords(text);
  if (label === undefined || label === "default") return "";
  return text.trim() === "true" ? testWords(label) : `${testWords(text)} is ${testWords(label)}`;
}

const token =
  /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`([^`\\$]*)`|(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(===?|!==?|<=|>=|&&|\|\||\?\?|=>|!)|(\??\.output(?![\w$]))|(\s+)|([\w$]+)|([\s\S])/gu;

const signs: Record<string, string> = {
  "===": " is ",
  "==": " is ",
  "!==": " is not ",
  "!=": " is not ",
  "<=": " ≤ ",
  ">=": " ≥ ",
  "&&": " and ",
  "||": " or ",
  "??": " or ",
  "!": " not ",
};

/** A test's text in words. What is no comparison stays as it was written. */
function testWords(text: string): string {
  let words = "";
  for (const match of cut(text, longestText).matchAll(token)) {
    const [whole, double, single, template, comment, sign, output] = match;
    if (comment !== undefined) words += " ";
    else if (sign !== undefined) words += signs[sign] ?? sign;
    else if (output !== undefined) words += endsPath(match) ? "" : whole;
    else words += double ?? single ?? template ?? whole;
  }
  return bare(words.replace(/\s+/g, " ").trim());
}

/** `type.output` alone stands for the judgment; `type.output.days` and `type.output(…)` are something else. */
function endsPath(match: RegExpExecArray): boolean {
  return !/^[.([?]/.test(match.input.slice(match.index + match[0].length)) || /^\?\?/.test(after(match));
}

const after = ({ input, index, 0: whole }: RegExpExecArray) => input.slice(index + whole.length).trimStart();

/** Without parentheses that enclose the whole. */
function bare(words: string): string {
  if (!words.startsWith("(") || !words.endsWith(")")) return words;
  let depth = 0;
  for (let at = 0; at < words.length; at++) {
    if (words[at] === "(") depth++;
    else if (words[at] === ")" && --depth === 0 && at < words.length - 1) return words;
  }
  return depth === 0 ? bare(words.slice(1, -1).trim()) : words;
}

/** Never cuts a character of two code units in half. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
