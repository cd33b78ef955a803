import type { SiteKind } from "../../../lib/contract/sites";
import { childrenOf, type FunctionNode, type Node, type NodeOf } from "./ast";
import type { Edits } from "./edits";
import type { FlowNotes } from "./flow";
import type { Marks } from "./marking";
import type { Names } from "./prelude";
import type { Scopes } from "./scopes";
import type { SiteSpec, TableBuilder } from "./table";

/** An audited function that has a frame. */
export type Unit = {
  /** Its index in the table. */
  fn: number;
  node: FunctionNode;
  /** Variable that holds its frame. */
  frame: string;
  parent: Unit | undefined;
  /** Loops of this function around the place that is being visited. */
  loops: number;
};

/**
 * Handles nodes of one type: adds its edits and visits what is inside.
 * @param of the decision that reads this value; then what is worth showing is recorded as its operand
 */
export type Handler<Type extends Node["type"]> = (
  node: NodeOf<Type>,
  instrument: Instrument,
  of: number | undefined,
) => void;

export type Handlers = { [Type in Node["type"]]?: Handler<Type> };

export type Services = {
  source: string;
  scopes: Scopes;
  marks: Marks;
  edits: Edits;
  table: TableBuilder;
  /** For static flow. */
  notes: FlowNotes;
  names: Names;
  handlers: Handlers;
  warn: (message: string, offset: number) => void;
};

/**
 * The walk over one file. Handlers ask it for sites and add edits; what has no handler is only walked through.
 * `unit` is the audited function it is in (undefined in code that is not audited), `enclosing` the nearest one around.
 */
export class Instrument {
  unit: Unit | undefined;
  enclosing: Unit | undefined;
  readonly services: Services;

  constructor(services: Services) {
    this.services = services;
  }

  get edits(): Edits {
    return this.services.edits;
  }

  get scopes(): Scopes {
    return this.services.scopes;
  }

  /** Instruments a node and all inside it. */
  visit(node: Node | null | undefined, of?: number): undefined {
    if (!node) return;
    const handler = this.services.handlers[node.type] as Handler<Node["type"]> | undefined;
    if (handler) handler(node as never, this, of);
    else this.children(node);
  }

  children(node: Node): undefined {
    for (const child of childrenOf(node)) this.visit(child);
  }

  /** Adds a site to the current function. */
  site(kind: SiteKind, node: SiteSpec["node"], more: Partial<Pick<SiteSpec, "of" | "name" | "arms">> = {}): number {
    if (!this.unit) throw new Error("a site outside audited code");
    return this.services.table.addSite({ kind, node, fn: this.unit.fn, isRepeated: this.unit.loops > 0, ...more });
  }

  /** The call that hands a value to the runtime, up to the value: `$cbv($cbf1,4,`. */
  opening(site: number, helper: keyof Names = "value"): string {
    return `${this.services.names[helper]}(${this.unit?.frame},${site},`;
  }

  /** A marker without a value: `$cbn($cbf1,4);`. */
  marker(site: number): string {
    return `${this.services.names.mark}(${this.unit?.frame},${site});`;
  }

  /** A space where a keyword in front touches the expression: `return!x`. */
  glue(node: Node): string {
    return /[\w$]/.test(this.services.source[node.start - 1] ?? "") ? " " : "";
  }

  /** Wraps an expression so that the runtime sees its value, and visits what is inside by `inside`. */
  wrap(node: Node, site: number, inside: () => void, helper: keyof Names = "value"): undefined {
    const isSequence = node.type === "SequenceExpression";
    this.edits.open(node.start, this.glue(node) + this.opening(site, helper) + (isSequence ? "(" : ""));
    inside();
    this.edits.close(node.end, isSequence ? "))" : ")");
  }

  /** Runs `body` inside a loop of the current function: its sites may be passed more than once. */
  inLoop(body: () => void): undefined {
    if (!this.unit) {
      body();
      return;
    }
    this.unit.loops++;
    body();
    this.unit.loops--;
  }
}
