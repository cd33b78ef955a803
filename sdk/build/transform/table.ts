import type { Site, SiteFunction, SiteKind, SiteTable } from "../../../lib/contract/sites";
import type { Node } from "./ast";
import type { Locator } from "./original";

type Span = { start: number; end: number };

/** The code that runs only on one outcome of a decision, by the arm's name. */
export type Arms = [arm: string, span: Span | null | undefined][];

export type SiteSpec = {
  kind: SiteKind;
  /** What its range and text are. */
  node: Span;
  fn: number;
  of?: number | undefined;
  name?: string | undefined;
  arms?: Arms | undefined;
  /** True where one call of the function may pass it more than once. */
  isRepeated: boolean;
};

/** Gathers functions and sites while a file is instrumented. */
export class TableBuilder {
  readonly functions: SiteFunction[] = [];
  readonly sites: Site[] = [];
  /** The node each site was made for, for static flow. */
  readonly nodes: Span[] = [];
  /** The arms of each site as they stand in the file. */
  readonly arms: Span[][] = [];
  /** Per site `1` where one call may pass it more than once: goes to the runtime beside the table. */
  readonly repeated: boolean[] = [];
  private readonly locator: Locator;

  constructor(locator: Locator) {
    this.locator = locator;
  }

  addFunction(fn: Omit<SiteFunction, "at"> & { node: Node }): number {
    const { node, ...rest } = fn;
    return this.functions.push({ ...rest, at: this.locator.locate(node).at }) - 1;
  }

  addSite({ kind, node, fn, of, name, arms, isRepeated }: SiteSpec): number {
    const site: Site = { kind, fn, ...this.locator.locate(node) };
    if (of !== undefined) site.of = of;
    if (name !== undefined) site.name = name;
    const ranges = (arms ?? []).flatMap(([arm, span]) => (span ? [[arm, this.locator.locate(span).at]] : []));
    if (ranges.length > 0) site.arms = Object.fromEntries(ranges);
    this.nodes.push(node);
    this.arms.push((arms ?? []).flatMap(([, span]) => (span ? [{ start: span.start, end: span.end }] : [])));
    this.repeated.push(isRepeated);
    return this.sites.push(site) - 1;
  }

  build(head: Pick<SiteTable, "file" | "language">): SiteTable {
    return { v: 1, ...head, source: this.locator.source, functions: this.functions, sites: this.sites };
  }
}
