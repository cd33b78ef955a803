/** An expression's text with how strongly its outermost operator binds. */
export type Text = { text: string; binds: number };

/** Binding strengths, weakest first. `??` stands below `||` so that mixing them always gets its parentheses. */
export const binds = {
  sequence: 0,
  assignment: 1,
  conditional: 2,
  nullish: 3,
  or: 4,
  and: 5,
  equality: 7,
  relation: 8,
  sum: 9,
  product: 10,
  unary: 12,
  postfix: 13,
  call: 14,
  member: 15,
  primary: 16,
} as const;

export const at = (strength: number, text: string): Text => ({ text, binds: strength });

/** The text, in parentheses where it binds too weakly. */
export function atLeast(strength: number, { text, binds: own }: Text): string {
  return own >= strength ? text : `(${text})`;
}
