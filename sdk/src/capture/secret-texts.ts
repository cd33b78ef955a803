/** Shorter texts occur by chance. */
const shortest = 8;
const longest = 64;
const maxTexts = 64;
const longestSearched = 10_000;

/**
 * Texts that one execution met under the name of a secret. They stay secret under any other name, and inside other
 * texts: ``const header = `Bearer ${apiKey}` ``, `return token`, a parameter `value` that a password is handed to.
 */
export class SecretTexts {
  private readonly texts = new Set<string>();

  /** Notes what stood under the name of a secret; only texts that are long enough to be told apart are kept. */
  note(value: unknown): void {
    if (typeof value !== "string" || value.length < shortest || this.texts.size >= maxTexts) return;
    this.texts.add(value.slice(0, longest));
  }

  get isEmpty(): boolean {
    return this.texts.size === 0;
  }

  /** True where a noted text stands in another one. */
  isIn(text: string): boolean {
    if (this.texts.size === 0 || text.length < shortest) return false;
    const searched = text.slice(0, longestSearched);
    for (const secret of this.texts) if (searched.includes(secret)) return true;
    return false;
  }
}
