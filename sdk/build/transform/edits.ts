/** A piece of added text, and the offset of the source that an error inside it is one at. */
export type Insertion = { offset: number; text: string; standsFor: number };

/**
 * Insertions into a source text. Nothing is ever removed or replaced, so the original is what stays when they are
 * taken out again. At one place those that close come first, in the order they were made (inner before outer), then
 * those that open (outer before inner).
 */
export class Edits {
  private readonly closes = new Map<number, Insertion[]>();
  private readonly opens = new Map<number, Insertion[]>();

  /** Adds text in front of what starts at an offset; call it before visiting what is inside. */
  open(offset: number, text: string): void {
    add(this.opens, { offset, text, standsFor: offset });
  }

  /** Adds text behind what ends at an offset; call it after visiting what is inside. */
  close(offset: number, text: string, standsFor = offset): void {
    add(this.closes, { offset, text, standsFor });
  }

  /** All insertions in the order they stand. */
  list(): Insertion[] {
    const offsets = new Set([...this.closes.keys(), ...this.opens.keys()]);
    return [...offsets]
      .sort((a, b) => a - b)
      .flatMap((offset) => [...(this.closes.get(offset) ?? []), ...(this.opens.get(offset) ?? [])]);
  }
}

function add(to: Map<number, Insertion[]>, insertion: Insertion): void {
  const there = to.get(insertion.offset);
  if (there) there.push(insertion);
  else to.set(insertion.offset, [insertion]);
}
