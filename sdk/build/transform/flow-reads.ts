import { joinPath } from "../../src/capture/provenance";
import { as, from, type Term } from "../../src/capture/provenance-plan";
import { childrenOf, type FunctionNode, type Node, type NodeOf, unwrapped } from "./ast";
import { callResult } from "./flow-calls";
import { type Slots, term } from "./flow-slots";
import type { Unit } from "./instrument";
import type { Scopes, Variable } from "./scopes";

/** What is known of a file when the sources of its values are looked for. */
export type FlowContext = {
  scopes: Scopes;
  slots: Slots;
  /** Sites of calls and awaits, by their nodes. */
  calls: Map<Node, number>;
  awaits: Map<Node, number>;
  choices: Choices;
  /** Function literals that have a frame. */
  unitOf: (fn: FunctionNode) => Unit | undefined;
};

/** The decisions that choose between values, by what they test: their sites and functions; those that sources name. */
export type Choices = { sites: Map<Node, { site: number; fn: number }>; named: Set<number> };

/** A `catch` clause that writes a variable: what its `try` reads decides over it from `after` on. */
type Caught = { after: number; terms: () => Term[] };

/** How an expression is looked at: which part of it is read, where that ends up, and as what. */
export type Look = { path: string; at: string; how: number };

export const whole: Look = { path: "", at: "", how: as.part };
export const computed: Look = { path: "", at: "", how: as.computed };

/** More sources than this of one value are not told apart. */
const maxTerms = 60;

/** Each source once, as many as are told apart. */
export function distinct(terms: readonly Term[]): Term[] {
  if (terms.length < 2) return [...terms];
  const found = new Map<string, Term>();
  for (const one of terms) {
    if (found.size >= maxTerms) break;
    const key = one.join("\n");
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

/** Finds what the values of expressions in one function are made of. */
export class Reads {
  readonly context: FlowContext;
  readonly unit: Unit;
  private readonly fn: FunctionNode;
  /** Local functions whose bodies are being looked into, against recursion. */
  private readonly open = new Set<Node>();
  private readonly caught = new Map<Variable, Caught[]>();

  constructor(context: FlowContext, unit: Unit) {
    this.context = context;
    this.unit = unit;
    this.fn = unit.node;
  }

  noteCaught(variable: Variable, caught: Caught): void {
    this.caught.set(variable, [...(this.caught.get(variable) ?? []), caught]);
  }

  /** The sources of an expression's value. */
  of(node: Node | null | undefined, look: Look = whole): Term[] {
    return node ? distinct(this.look(unwrapped(node), look)) : [];
  }

  /** As `of`, of a node that was looked through casts already. */
  look(node: Node, look: Look): Term[] {
    switch (node.type) {
      case "Identifier":
        return this.variable(node, look);
      case "ThisExpression": {
        const slot = this.context.slots.slotOfThis(this.fn, this.unit);
        return slot ? [term(slot, look.path, look.at, look.how)] : [];
      }
      case "MemberExpression":
        return this.member(node, look);
      case "ChainExpression":
        return this.of(node.expression, look);
      case "ObjectExpression":
        return this.object(node, look);
      case "ArrayExpression":
        return this.array(node, look);
      case "ConditionalExpression":
        return [
          ...this.when(node.test, true, this.of(node.consequent, look)),
          ...this.when(node.test, false, this.of(node.alternate, look)),
          ...this.of(node.test, { ...computed, how: as.control }),
        ];
      case "LogicalExpression":
        return [
          ...this.of(node.left, look),
          ...this.when(lastTest(node), node.operator !== "||", this.of(node.right, look)),
        ];
      case "SequenceExpression":
        return this.of(node.expressions.at(-1), look);
      case "AssignmentExpression":
        if (node.operator === "=") return this.of(node.right, look);
        if (/^(&&|\|\||\?\?)=$/.test(node.operator)) return [...this.of(node.left, look), ...this.of(node.right, look)];
        return [...this.of(node.left, inside(look)), ...this.of(node.right, inside(look))];
      case "AwaitExpression":
        return this.awaited(node, look);
      case "CallExpression":
      case "NewExpression":
        return callResult(this, node, look);
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        return look.path === "" ? this.closure(node, look) : [];
      case "UnaryExpression":
        return node.operator === "void" || node.operator === "delete" ? [] : this.of(node.argument, inside(look));
      case "YieldExpression":
      case "ClassExpression":
      case "ImportExpression":
        return [];
      default:
        return childrenOf(node).flatMap((child) => this.of(child, inside(look)));
    }
  }

  /** Sources that count only where a test came out so; always, where nothing tells of it. */
  private when(test: Node, isTrue: boolean, terms: Term[]): Term[] {
    const { sites, named } = this.context.choices;
    const choice = sites.get(test);
    if (choice?.fn !== this.unit.fn) return terms;
    named.add(choice.site);
    const sign = isTrue ? 1 : -1;
    return terms.map(([from, which, path = "", at = "", how = as.part, when = []]): Term => {
      return [from, which, path, at, how, [...when, sign * (choice.site + 1)]];
    });
  }

  private variable(node: NodeOf<"Identifier">, look: Look): Term[] {
    const variable = this.context.scopes.resolve(node);
    const slot = variable && this.context.slots.slotOf(variable, this.unit);
    if (!variable || !slot || variable.kind === "function" || variable.kind === "class") return [];
    const caught = this.caught.get(variable) ?? [];
    const late = caught.flatMap(({ after, terms }) => (node.start >= after ? terms() : []));
    return [term(slot, look.path, look.at, look.how), ...late];
  }

  private member(node: NodeOf<"MemberExpression">, look: Look): Term[] {
    const object = this.of(node.object, { ...look, path: joinPath(keyOf(node), look.path) });
    return node.computed ? [...object, ...this.of(node.property, inside(look))] : object;
  }

  private object(node: NodeOf<"ObjectExpression">, look: Look): Term[] {
    const [head, rest] = splitHead(look.path);
    const terms: Term[] = [];
    for (const property of node.properties) {
      if (property.type === "SpreadElement") {
        terms.push(...this.of(property.argument, look));
        continue;
      }
      const key = propertyKey(property);
      if (head !== undefined && key !== head && key !== "*" && head !== "*") continue;
      const at = head === undefined ? joinPath(look.at, key) : look.at;
      // What is written later takes the place of what stood there.
      if (head !== undefined && key === head) terms.length = 0;
      terms.push(...this.of(property.value, { ...look, path: rest, at }));
      if (property.computed) terms.push(...this.of(property.key, { ...inside(look), at }));
    }
    return terms;
  }

  private array(node: NodeOf<"ArrayExpression">, look: Look): Term[] {
    const [head, rest] = splitHead(look.path);
    let hasSpread = false;
    return node.elements.flatMap((element, index) => {
      if (!element) return [];
      hasSpread ||= element.type === "SpreadElement";
      const key = hasSpread ? "*" : String(index);
      if (head !== undefined && head !== key && head !== "*" && key !== "*") return [];
      const at = head === undefined ? joinPath(look.at, key) : look.at;
      if (element.type === "SpreadElement")
        return this.of(element.argument, { ...look, path: joinPath("*", rest), at });
      return this.of(element, { ...look, path: rest, at });
    });
  }

  /** What was awaited is known once it has come; the place where it was awaited says what it may be made of. */
  private awaited(node: NodeOf<"AwaitExpression">, look: Look): Term[] {
    const [head, rest] = splitHead(look.path);
    const item = head === undefined ? undefined : promiseAllItems(node.argument)?.elements[Number(head)];
    const itemSite = item ? this.context.awaits.get(item) : undefined;
    if (itemSite !== undefined) return [term([from.awaited, itemSite], rest, look.at, look.how)];
    const site = this.context.awaits.get(node);
    if (site === undefined) return this.of(node.argument, look);
    return [term([from.awaited, site], look.path, look.at, look.how)];
  }

  /** A function carries what it reads from around it, as far as that is known when it is made. */
  closure(fn: FunctionNode, look: Look): Term[] {
    if (this.open.has(fn) || !fn.body) return [];
    this.open.add(fn);
    const terms = this.free(fn.body, { ...inside(look) });
    this.open.delete(fn);
    return terms;
  }

  /** Everything a piece of code reads of variables from around it. */
  free(node: Node, look: Look): Term[] {
    const inner = unwrapped(node);
    if (inner.type === "MemberExpression" || inner.type === "Identifier") {
      const terms = this.look(inner, look);
      return inner.type === "MemberExpression" ? [...terms, ...this.freeInside(inner.object, look)] : terms;
    }
    return childrenOf(inner).flatMap((child) => this.free(child, look));
  }

  /** Calls and the like inside a member's object; its plain names were read with the member. */
  private freeInside(node: Node, look: Look): Term[] {
    const inner = unwrapped(node);
    if (inner.type === "Identifier" || inner.type === "ThisExpression") return [];
    return inner.type === "MemberExpression" ? this.freeInside(inner.object, look) : this.free(inner, look);
  }
}

/** What decides whether the right side of `a && b && c` runs: `b`. */
function lastTest({ left, operator }: NodeOf<"LogicalExpression">): Node {
  return left.type === "LogicalExpression" && left.operator === operator ? left.right : left;
}

/** Inside something computed, parts are no longer told apart. */
export function inside(look: Look): Look {
  return { path: "", at: look.at, how: look.how === as.control ? as.control : as.computed };
}

/** The name a member reads: `*` where it is worked out. */
export function keyOf(node: NodeOf<"MemberExpression">): string {
  if (node.property.type === "PrivateIdentifier") return `#${node.property.name}`;
  if (!node.computed) return node.property.type === "Identifier" ? node.property.name : "*";
  const key = unwrapped(node.property as Node);
  return key.type === "Literal" && (typeof key.value === "string" || typeof key.value === "number")
    ? segment(String(key.value))
    : "*";
}

function propertyKey({ key, computed: isComputed }: { key: Node; computed: boolean }): string {
  if (!isComputed && key.type === "Identifier") return key.name;
  return key.type === "Literal" && key.value !== null ? segment(String(key.value)) : "*";
}

/** A key with a dot in it would read as two. */
function segment(key: string): string {
  return key === "" || key.includes(".") ? "*" : key;
}

export function splitHead(path: string): [head: string | undefined, rest: string] {
  if (path === "") return [undefined, ""];
  const dot = path.indexOf(".");
  return dot === -1 ? [path, ""] : [path.slice(0, dot), path.slice(dot + 1)];
}

/** The list in `Promise.all([…])`, and in its siblings. */
export function promiseAllItems(node: Node): NodeOf<"ArrayExpression"> | undefined {
  const call = unwrapped(node);
  if (call.type !== "CallExpression") return undefined;
  const { callee } = call;
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier" || callee.object.name !== "Promise")
    return undefined;
  const list = call.arguments[0];
  return keyOf(callee) === "all" && list?.type === "ArrayExpression" ? list : undefined;
}

/** Where a name of a pattern stands in the value that is taken apart, and the defaults it may get instead. */
export type PatternPlace = { path: string; at: string; defaults: Node[] };

export function placeInPattern(pattern: Node, name: Node): PatternPlace | undefined {
  switch (pattern.type) {
    case "Identifier":
      return pattern === name ? { path: "", at: "", defaults: [] } : undefined;
    case "AssignmentPattern": {
      const found = placeInPattern(pattern.left, name);
      return found && { ...found, defaults: [...found.defaults, pattern.right] };
    }
    case "TSParameterProperty":
      return placeInPattern(pattern.parameter, name);
    case "RestElement":
      return placeInPattern(pattern.argument, name);
    case "ArrayPattern":
      return firstPlace(pattern.elements, name, (element, index) =>
        // The rest of a list stands at other numbers than before.
        element.type === "RestElement" ? { path: "*", at: "*" } : { path: String(index), at: "" },
      );
    case "ObjectPattern":
      return firstPlace(
        pattern.properties.map((property) => (property.type === "RestElement" ? property : property.value)),
        name,
        (_, index) => {
          const property = pattern.properties[index];
          return { path: property?.type === "Property" ? propertyKey(property) : "", at: "" };
        },
      );
    default:
      return undefined;
  }
}

function firstPlace(
  parts: readonly (Node | null)[],
  name: Node,
  step: (part: Node, index: number) => { path: string; at: string },
): PatternPlace | undefined {
  for (const [index, part] of parts.entries()) {
    const found = part && placeInPattern(part, name);
    if (!part || !found) continue;
    const { path, at } = step(part, index);
    return { path: joinPath(path, found.path), at: joinPath(at, found.at), defaults: found.defaults };
  }
  return undefined;
}

/** A literal object or array, or a container made on the spot: nobody else holds it yet. */
export function isFresh(node: Node): boolean {
  const inner = unwrapped(node);
  if (inner.type === "ObjectExpression" || inner.type === "ArrayExpression") return true;
  return inner.type === "NewExpression" && inner.callee.type === "Identifier" && /^(Map|Set)$/.test(inner.callee.name);
}
