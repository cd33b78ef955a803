import {
  boundNames,
  childrenOf,
  type FunctionNode,
  isFunction,
  type Node,
  type NodeOf,
  takesItsName,
  unwrapped,
} from "./ast";
import { visitLogicalAssignment } from "./decisions";
import { isBuiltinCall, takenInto } from "./flow-calls";
import { promiseAllItems } from "./flow-reads";
import type { Handlers, Instrument, Unit } from "./instrument";
import { asOperand, visitTarget } from "./operands";
import { visitPattern } from "./patterns";
import { visitIterable } from "./printed";

/**
 * Assignments, awaits and what else carries a value on: `let` rows, and the markers that links are made of.
 *
 * A handler gets its node, adds edits and visits what is inside (`Instrument`). Static flow about a site (what it
 * reads, what it writes) is no part of the table and its digest: `FlowNotes` gathers it for the prelude.
 */
export const linkHandlers: Handlers = {
  VariableDeclarator: (node, instrument) => {
    const { id, init } = node;
    if (!init) return;
    if (id.type !== "Identifier") {
      visitPattern(id, instrument);
      visitIterable(init, instrument);
      const rows = patternRows(id, init, instrument);
      if (!instrument.unit || rows.length === 0) return;
      const { unit, services } = instrument;
      const name = `${services.names.prefix}t${services.table.sites.length}`;
      instrument.edits.close(node.end, `,${name}=${unit.frame}!==void 0&&(${rows.join(",")})`);
      return;
    }
    if (!instrument.unit || takesItsName(init)) return instrument.visit(init);
    const site = instrument.site("let", init, { name: id.name });
    instrument.services.notes.targets.set(site, { name: id, pattern: id, from: init, path: "" });
    instrument.wrap(init, site, () => instrument.visit(init));
  },
  AssignmentExpression: (node, instrument) => visitAssignment(node, instrument),
  ExpressionStatement: (node, instrument) => {
    instrument.visit(node.expression);
    const assigned = unwrapped(node.expression);
    if (!instrument.unit || assigned.type !== "AssignmentExpression") return;
    const { left, right } = assigned;
    if (left.type !== "ArrayPattern" && left.type !== "ObjectPattern") return;
    const rows = patternRows(left, right, instrument);
    if (rows.length > 0) instrument.edits.close(node.expression.end, `,${rows.join(",")}`);
  },
  AwaitExpression: (node, instrument, of) => asOperand(node, instrument, of, () => visitAwait(node, instrument)),
  ArrayExpression: (node, instrument) => {
    const { notes } = instrument.services;
    for (const element of node.elements) {
      if (!element) continue;
      if (!instrument.unit || !notes.items.has(element)) {
        instrument.visit(element);
        continue;
      }
      const site = instrument.site("call", element);
      notes.awaits.set(element, site);
      instrument.wrap(element, site, () => instrument.visit(element), "call");
    }
  },
};

function visitAwait(node: NodeOf<"AwaitExpression">, instrument: Instrument): undefined {
  const { argument } = node;
  if (!instrument.unit) return instrument.visit(argument);
  const { notes } = instrument.services;
  for (const item of promiseAllItems(argument)?.elements ?? [])
    if (item && item.type !== "SpreadElement") notes.items.add(item);
  const site = instrument.site("call", argument);
  notes.awaits.set(node, site);
  instrument.wrap(argument, site, () => instrument.visit(argument), "awaited");
}

function visitAssignment(node: NodeOf<"AssignmentExpression">, instrument: Instrument): undefined {
  const { left, right, operator } = node;
  const { unit, services } = instrument;
  if (left.type === "ArrayPattern" || left.type === "ObjectPattern") {
    visitTarget(left, instrument);
    visitIterable(right, instrument);
    return;
  }
  const target = unwrapped(left);
  const isPlain = operator === "=";
  const inside = (): undefined => {
    if (visitLogicalAssignment(node, instrument)) return;
    visitTarget(left, instrument);
    instrument.visit(right);
  };
  if (!unit || takesItsName(right)) return inside();
  if (target.type === "MemberExpression") {
    const member = () => {
      const site = instrument.site("let", isPlain ? right : node, { name: nameOf(target, services.source) });
      services.notes.members.set(site, { target, value: isPlain ? right : node });
      return site;
    };
    if (!isPlain) return instrument.wrap(node, member(), inside, "call");
    visitTarget(left, instrument);
    return instrument.wrap(right, member(), () => instrument.visit(right), "call");
  }
  if (target.type !== "Identifier" || left.type !== "Identifier") return inside();
  const site = instrument.site("let", isPlain ? right : node, { name: target.name });
  services.notes.targets.set(site, { name: target, pattern: target, from: isPlain ? right : node, path: "" });
  if (isPlain) return instrument.wrap(right, site, () => instrument.visit(right));
  return instrument.wrap(node, site, inside);
}

function nameOf(target: NodeOf<"MemberExpression">, source: string): string {
  return source.slice(target.start, target.end).slice(0, 100);
}

/** A row for each name that a pattern has bound: read back, since what is taken apart must stay as it is written. */
function patternRows(pattern: Node, from: Node, instrument: Instrument, path = ""): string[] {
  if (!instrument.unit) return [];
  return boundNames(pattern).flatMap((name) => {
    if (!instrument.scopes.resolve(name)) return [];
    const site = instrument.site("let", name, { name: name.name });
    instrument.services.notes.targets.set(site, { name, pattern, from, path });
    return [`${instrument.opening(site)}${name.name})`];
  });
}

/**
 * Notes what a turn of a loop over values gives its variable.
 * @returns rows for the names of a pattern
 */
export function noteTurn(
  site: number,
  { type, left, right }: NodeOf<"ForOfStatement" | "ForInStatement">,
  instrument: Instrument,
): string {
  const target = left.type === "VariableDeclaration" ? left.declarations[0]?.id : left;
  if (!target) return "";
  const path = type === "ForOfStatement" ? "*" : "";
  if (target.type !== "Identifier") {
    const rows = patternRows(target, right, instrument, path);
    return rows.length > 0 ? `${rows.join(";")};` : "";
  }
  const isKey = type === "ForInStatement";
  instrument.services.notes.targets.set(site, { name: target, pattern: target, from: right, path, isKey });
  return "";
}

/**
 * Visits a call's arguments; the last one is told to the runtime, so that an audited function that is entered next
 * knows what it was called with, and a container what it takes in.
 */
export function visitArguments(
  node: NodeOf<"CallExpression" | "NewExpression">,
  instrument: Instrument,
  of: number | undefined,
): undefined {
  const last = node.arguments.at(-1);
  for (const argument of node.arguments) {
    if (isPrintedByPlace(argument, node)) continue;
    if (argument !== last || argument.type === "SpreadElement" || !isTold(node, instrument)) {
      instrument.visit(argument, of);
      continue;
    }
    const site = instrument.site("call", node);
    instrument.services.notes.calls.set(node, site);
    instrument.wrap(argument, site, () => instrument.visit(argument, of), "call");
  }
}

/**
 * Tells the runtime of a call without arguments before it is made: an audited function that is entered next belongs to
 * this frame.
 */
export function visitBareCall(node: NodeOf<"CallExpression">, instrument: Instrument, inside: () => void): undefined {
  if (!isTold(node, instrument)) return void inside();
  const site = instrument.site("call", node);
  instrument.services.notes.calls.set(node, site);
  const { second } = instrument.services.names;
  instrument.edits.open(node.start, `${instrument.glue(node)}${second}(${instrument.opening(site, "call")}void 0),`);
  inside();
  instrument.edits.close(node.end, ")");
}

/**
 * True for a choice that is spread where a list has to be built for the call: in the error of a value that cannot be,
 * V8 names the call at the place where the choice begins, which would be ours.
 */
function isPrintedByPlace(argument: Node, call: NodeOf<"CallExpression" | "NewExpression">): boolean {
  if (argument.type !== "SpreadElement" || unwrapped(argument.argument).type !== "ConditionalExpression") return false;
  return call.arguments.slice(0, -1).some(({ type }) => type === "SpreadElement");
}

function isTold(node: NodeOf<"CallExpression" | "NewExpression">, { unit, scopes }: Instrument): boolean {
  if (!unit) return false;
  if (!isBuiltinCall(scopes, node) || takenInto(node)) return true;
  return node.arguments.some((argument) => {
    const given = unwrapped(argument);
    return isFunction(given) || isFunction(scopes.resolve(given)?.value);
  });
}

/** Tells a function's `this` where its code reads it; that of a derived constructor is not there yet. */
export function thisRow(unit: Unit, instrument: Instrument): string[] {
  const { services } = instrument;
  if (unit.node.type === "ArrowFunctionExpression" || services.marks.derived.has(unit.node)) return [];
  if (!unit.node.body || !mentionsThis(unit.node.body)) return [];
  const site = instrument.site("call", { start: unit.node.start, end: unit.node.start }, { name: "this" });
  services.notes.selves.add(site);
  return [`${instrument.opening(site, "call")}this)`];
}

function mentionsThis(node: Node): boolean {
  if (node.type === "ThisExpression") return true;
  if (node.type === "FunctionDeclaration" || node.type === "FunctionExpression") return false;
  return childrenOf(node).some(mentionsThis);
}

/**
 * True for a nested function whose results can only be told by watching it: one that awaits, or that is kept somewhere
 * and called later. What is written right into a call's arguments is looked through instead.
 */
export function isWatched(node: FunctionNode, instrument: Instrument): boolean {
  if (node.async || node.generator) return true;
  return !instrument.services.marks.handedOn.has(node);
}
