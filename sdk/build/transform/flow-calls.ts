import { joinPath } from "../../src/capture/provenance";
import { from, type Term } from "../../src/capture/provenance-plan";
import { isFunction, type Node, type NodeOf, unwrapped } from "./ast";
import { inside, keyOf, type Look, type Reads, splitHead } from "./flow-reads";
import { term } from "./flow-slots";
import type { Scopes } from "./scopes";

type Call = NodeOf<"CallExpression" | "NewExpression">;

/** Methods of arrays and collections that give one of the things inside. */
const elementMethods = new Set(["get", "at", "pop", "shift", "find", "findLast"]);
/** Those that give a container of the same things. */
const containerMethods = new Set([
  ..."slice filter concat reverse sort toSorted toReversed splice toSpliced with flat values copyWithin fill".split(
    " ",
  ),
]);
/** Methods that take their arguments in. */
const takingMethods = new Set(["push", "unshift", "add", "set", "fill", "splice", "append", "enqueue"]);
/** Those that call their argument with one thing after another. */
const walkingMethods = new Set(
  "every filter find findIndex findLast findLastIndex flatMap forEach map some".split(" "),
);
/** Methods of strings, arrays, numbers and promises that keep nothing of what they are given. */
const plainMethods = new Set(
  [
    "at charAt charCodeAt codePointAt concat endsWith entries every filter find findIndex findLast findLastIndex flat",
    "flatMap forEach get getTime has includes indexOf join keys lastIndexOf localeCompare map match matchAll normalize",
    "padEnd padStart pop reduce reduceRight repeat replace replaceAll reverse search shift slice some sort split",
    "startsWith substring test toFixed toISOString toLowerCase toReversed toSorted toSpliced toString toUpperCase trim",
    "trimEnd trimStart valueOf values exec then catch finally delete clear next hasOwnProperty isPrototypeOf",
  ]
    .join(" ")
    .split(" "),
);

/** The sources of what a call gives. */
export function callResult(reads: Reads, node: Call, look: Look): Term[] {
  const site = reads.context.calls.get(node);
  if (site !== undefined) return [term([from.call, site], look.path, look.at, look.how)];
  const terms = unknownResult(reads, node, look);
  if (node.arguments.length > 0 || isBuiltinCall(reads.context.scopes, node)) return terms;
  return [...terms, term([from.bare, calledFunction(reads, node) ?? -1], look.path, look.at, look.how)];
}

/** The sources of a call's result as far as no audited function gave it. */
export function unknownResult(reads: Reads, node: Call, look: Look): Term[] {
  const callee = unwrapped(node.callee);
  if (node.type === "NewExpression") return constructed(reads, node, look);
  if (callee.type === "MemberExpression") return methodResult(reads, node, callee, look);
  const local = callee.type === "Identifier" ? reads.context.scopes.resolve(callee)?.value : undefined;
  // A local function that has a frame says itself what it gives.
  if (isFunction(local) && reads.context.unitOf(local)) return [];
  const called = isFunction(local) ? reads.closure(local, inside(look)) : reads.of(callee, inside(look));
  return [...called, ...argumentsOf(reads, node, inside(look))];
}

function constructed(reads: Reads, node: NodeOf<"NewExpression">, look: Look): Term[] {
  const name = node.callee.type === "Identifier" ? node.callee.name : "";
  const [first] = node.arguments;
  const [head, rest] = splitHead(look.path);
  if (first && name === "Set") return reads.of(first, look);
  if (first && name === "Map") {
    if (head !== undefined) return reads.of(first, { ...look, path: joinPath("*.1", rest) });
    return reads.of(first, { ...look, path: "*.1", at: joinPath(look.at, "*") });
  }
  if (name.endsWith("Error")) {
    if (head !== undefined && head !== "message") return [];
    return argumentsOf(reads, node, {
      ...inside(look),
      at: head === undefined ? joinPath(look.at, "message") : look.at,
    });
  }
  return argumentsOf(reads, node, inside(look));
}

function methodResult(reads: Reads, node: Call, callee: NodeOf<"MemberExpression">, look: Look): Term[] {
  const name = keyOf(callee);
  const owner = unwrapped(callee.object);
  if (owner.type === "Identifier" && !reads.context.scopes.resolve(owner)) {
    const known = globalResult(reads, node, `${owner.name}.${name}`, look);
    return known ?? argumentsOf(reads, node, inside(look));
  }
  const callbacks = argumentsOf(reads, node, inside(look));
  if (elementMethods.has(name)) {
    const key = name === "get" ? literalKey(node.arguments[0]) : "*";
    return [...reads.of(owner, { ...look, path: joinPath(key, look.path) }), ...(key === "*" ? callbacks : [])];
  }
  if (containerMethods.has(name)) {
    const [head, rest] = splitHead(look.path);
    const items: Look =
      head === undefined ? { ...look, path: "*", at: joinPath(look.at, "*") } : { ...look, path: joinPath("*", rest) };
    return [...reads.of(owner, items), ...callbacks];
  }
  return [...reads.of(owner, inside(look)), ...callbacks];
}

/** The result of a well-known global function; undefined for others. */
function globalResult(reads: Reads, node: Call, name: string, look: Look): Term[] | undefined {
  const [first] = node.arguments;
  const [head, rest] = splitHead(look.path);
  switch (name) {
    case "Object.assign":
      return node.arguments.flatMap((argument) => reads.of(spreadless(argument), look));
    case "Object.freeze":
    case "Promise.resolve":
    case "Promise.all":
    case "Array.from":
      return [...reads.of(first, look), ...node.arguments.slice(1).flatMap((more) => reads.of(more, inside(look)))];
    case "Array.of":
      return undefined;
    case "Object.values":
      if (head === undefined) return reads.of(first, { ...look, path: "*", at: joinPath(look.at, "*") });
      return reads.of(first, { ...look, path: joinPath("*", rest) });
    default:
      return undefined;
  }
}

function argumentsOf(reads: Reads, node: Call, look: Look): Term[] {
  return node.arguments.flatMap((argument) => {
    const given = unwrapped(spreadless(argument));
    // A callback that has a frame says itself what it gives.
    const isWatched = isFunction(given) && reads.context.unitOf(given) !== undefined;
    return isWatched ? [] : reads.of(given, look);
  });
}

function spreadless(node: Node): Node {
  return node.type === "SpreadElement" ? node.argument : node;
}

/** The key a collection is asked for: `*` where it is worked out. */
function literalKey(node: Node | undefined): string {
  const inner = node && unwrapped(node);
  if (inner?.type !== "Literal" || (typeof inner.value !== "string" && typeof inner.value !== "number")) return "*";
  const key = String(inner.value);
  return key === "" || key.includes(".") ? "*" : key;
}

/** True for a call of a global, or of a method by the name of a built-in one: no audited function, nothing is kept. */
export function isBuiltinCall(scopes: Scopes, node: Call): boolean {
  const callee = unwrapped(node.callee);
  if (callee.type === "Identifier") return scopes.resolve(callee) === undefined;
  if (callee.type !== "MemberExpression") return false;
  const owner = unwrapped(callee.object);
  if (owner.type === "Identifier" && !scopes.resolve(owner)) return true;
  return plainMethods.has(keyOf(callee));
}

/** True where what a callback returns may be handed to another one, as `reduce` does. */
export function feedsBack(node: Call): boolean {
  const callee = unwrapped(node.callee);
  return callee.type !== "MemberExpression" || !walkingMethods.has(keyOf(callee));
}

/** Index of the audited function that a call by name calls, where it is one of this file. */
export function calledFunction(reads: Reads, node: Call): number | undefined {
  const callee = unwrapped(node.callee);
  const value = callee.type === "Identifier" ? reads.context.scopes.resolve(callee)?.value : callee;
  return isFunction(value) ? reads.context.unitOf(value)?.fn : undefined;
}

/** Where a call puts what it is given: the container whose method it is, or the target of `Object.assign`. */
export function takenInto(node: Call): { object: Node; key: string; from: number } | undefined {
  const callee = unwrapped(node.callee);
  if (callee.type !== "MemberExpression" || node.type === "NewExpression") return undefined;
  const name = keyOf(callee);
  const owner = unwrapped(callee.object);
  const [first] = node.arguments;
  if (owner.type === "Identifier" && owner.name === "Object" && name === "assign")
    return first && { object: first, key: "", from: 1 };
  if (!takingMethods.has(name) && plainMethods.has(name)) return undefined;
  const key = name === "set" && node.arguments.length > 1 ? literalKey(first) : "*";
  if (key !== "*") return { object: owner, key, from: 1 };
  return { object: owner, key: "*", from: 0 };
}
