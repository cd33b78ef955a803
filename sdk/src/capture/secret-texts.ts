import { isProxy } from "../brands";
import { dataOf } from "../encode";

/** Properties that are looked at inside one object, and how deep. */
const maxInside = 64;
const maxDepth = 4;
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
  private readonly around: SecretTexts | undefined;

  /** @param around is told of them, too */
  constructor(around?: SecretTexts) {
    this.around = around;
  }

  /**
   * Notes what stood under the name of a secret, and the texts inside an object that did; only texts that are long
   * enough to be told apart are kept.
   */
  note(value: unknown): void {
    if (typeof value === "string") this.add(value);
    else if (typeof value === "object" && value !== null) this.noteInside(value, { depth: 0, left: maxInside });
  }

  private add(text: string): void {
    if (text.length < shortest) return;
    this.around?.add(text);
    if (this.texts.size < maxTexts) this.texts.add(text.slice(0, longest));
  }

  private noteInside(owner: object, look: { depth: number; left: number }): void {
    if (isProxy(owner)) return;
    for (const key of Object.keys(owner)) {
      if (look.left-- <= 0) return;
      const value = dataOf(owner, key)?.value;
      if (typeof value === "string") this.add(value);
      if (typeof value !== "object" || value === null || look.depth >= maxDepth) continue;
      look.depth++;
      this.noteInside(value, look);
      look.depth--;
    }
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
