const comment = /\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\//y;

/** The offset behind the next `token` at or after `from`, comments passed over. */
export function after(source: string, token: string, from: number): number {
  let offset = from;
  while (offset < source.length) {
    if (source.startsWith(token, offset)) return offset + token.length;
    comment.lastIndex = offset;
    const found = comment.exec(source);
    offset += found ? found[0].length : 1;
  }
  return source.length;
}
