import { CasebookError } from "../errors";

/** Most spans or log records of one request. */
export const maxItems = 50_000;
/** Most entries of all its lists together: spans, attributes, events, links, values of a list or map. */
export const maxElements = 500_000;
/** Most fields of one request; an attribute has four. */
export const maxFields = 2_000_000;

/**
 * Counts what a request is made of while its bytes are looked through, before an object is built of any of it: a few
 * kilobytes, gzipped, can stand for millions of empty elements.
 * @throws CasebookError `too_large:elements` from every method, as soon as a bound is passed
 */
export class ElementBounds {
  #items = 0;
  #elements = 0;
  #fields = 0;

  addItems(count: number): void {
    this.#items += count;
    if (this.#items > maxItems) throw tooLarge(maxItems, "spans or log records");
  }

  addElement(): void {
    this.#elements += 1;
    if (this.#elements > maxElements) throw tooLarge(maxElements, "attributes, events, links and values");
  }

  addField(): void {
    this.#fields += 1;
    if (this.#fields > maxFields) throw tooLarge(maxFields, "fields");
  }
}

function tooLarge(bound: number, what: string): CasebookError {
  const count = bound.toLocaleString("en-US");
  const message = `The request holds more than ${count} ${what}. Nothing of it is stored; send smaller batches.`;
  return new CasebookError("too_large:elements", message);
}
