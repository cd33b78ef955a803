import { holds } from "./site-program";
import type { Span } from "./source-text";

/** Signs and literals that stand between operands in a comparison; what else is there makes a value of its own. */
const comparison =
  /^(?:[\s()!]|===?|!==?|<=?|>=?|&&|\|\||\?\?|-?\d[\d_.]*|"[^"]*"|'[^']*'|true|false|null|undefined)+$/;

/**
 * What a decision read, without the comparisons it was built of: of `a === b && f(c)` these are `a`, `b`, `c` and
 * `f(c)`. Repeats of one place keep the last.
 */
export function outermostOperands<One extends { span: Span; text: string }>(read: One[]): One[] {
  const last = [...new Map(read.map((one) => [`${one.span.start}:${one.span.end}`, one])).values()];
  return last.filter((one) => {
    const inner = last.filter((other) => other !== one && holds(one.span, other.span));
    return inner.length === 0 || !isComparison(one, inner);
  });
}

function isComparison({ span, text }: { span: Span; text: string }, inner: { span: Span }[]): boolean {
  if (text.length !== span.end - span.start) return false;
  let rest = "";
  let at = span.start;
  for (const { span: part } of inner.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)) {
    if (part.start < at) continue;
    rest += `${text.slice(at - span.start, part.start - span.start)} `;
    at = part.end;
  }
  return comparison.test(rest + text.slice(at - span.start));
}
