/** Walks through a text from left to right; spaces before a sign are passed over. */
export class TextReader {
  private at = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    this.skipSpace();
    return this.at === this.text.length;
  }

  /** True where `name` stands here as a whole, not as the beginning of a longer name. */
  isAtName(name: string): boolean {
    if (!this.text.startsWith(name, this.at)) return false;
    const next = this.text.slice(this.at + name.length, this.at + name.length + 2);
    return !/[\p{ID_Continue}$]$/u.test(name) || !/^[\p{ID_Continue}$]/u.test(next);
  }

  takeText(sign: string): boolean {
    this.skipSpace();
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  takeWord(word: string): boolean {
    this.skipSpace();
    return this.isAtName(word) && this.takeText(word);
  }

  /** `!`, where it does not begin `!=`. */
  takeNot(): boolean {
    return this.peek(/!(?!=)/y) !== null && this.takeText("!");
  }

  /** @param pattern sticky; spaces before it are its own matter */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at += match[0].length;
    return match;
  }

  peek(pattern: RegExp): RegExpExecArray | null {
    this.skipSpace();
    pattern.lastIndex = this.at;
    return pattern.exec(this.text);
  }

  skipSpace(): void {
    while (this.at < this.text.length && /\s/.test(this.text[this.at] ?? "")) this.at++;
  }
}
