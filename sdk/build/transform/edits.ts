/**
 * Insertions into a source text. Nothing is ever removed or replaced, so the original is what stays when they are
 * taken out again. At one place those that close come first, in the order they were made (inner before outer), then
 * those that open (outer before inner).
 */
export class Edits {
  private readonly closes = new Map<number, string>();
  private readonly opens = new Map<number, string>();

  /** Adds text in front of what starts at an offset; call it before visiting what is inside. */
  open(offset: number, text: string): void {
    this.opens.set(offset, (this.opens.get(offset) ?? "") + text);
  }

  /** Adds text behind what ends at an offset; call it after visiting what is inside. */
  close(offset: number, text: string): void {
    this.closes.set(offset, (this.closes.get(offset) ?? "") + text);
  }

  /** All insertions by offset, ascending. */
  list(): { offset: number; text: string }[] {
    const offsets = new Set([...this.closes.keys(), ...this.opens.keys()]);
    return [...offsets]
      .sort((a, b) => a - b)
      .map((offset) => ({ offset, text: (this.closes.get(offset) ?? "") + (this.opens.get(offset) ?? "") }));
  }
}
