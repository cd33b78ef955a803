import { isAmbient } from "./ambient";
import { boundNames, childrenOf, type FunctionNode, isFunction, type Node, unwrapped } from "./ast";
import { isWatched, thisRow } from "./emit-links";
import type { Handlers, Instrument, Unit } from "./instrument";
import { directives } from "./marking";
import { returnsNames } from "./returns";

/** Gives audited functions a frame: opened right after the directives, so that no line is added. */
export const functionHandlers: Handlers = {
  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  // Fields are initialised, and static blocks run, outside any call of the function around them.
  PropertyDefinition: (node, instrument) => {
    if (node.computed) instrument.visit(node.key);
    outsideUnit(instrument, () => instrument.visit(node.value));
  },
  AccessorProperty: (node, instrument) => outsideUnit(instrument, () => instrument.visit(node.value)),
  StaticBlock: (node, instrument) => outsideUnit(instrument, () => instrument.children(node)),
  // Neither may hold anything but what the compiler makes of it.
  Decorator: () => {},
  TSEnumDeclaration: () => {},
};

function outsideUnit(instrument: Instrument, body: () => void): undefined {
  const { unit } = instrument;
  instrument.unit = undefined;
  body();
  instrument.unit = unit;
}

function visitFunction(node: Node, instrument: Instrument): undefined {
  if (!isFunction(node)) return;
  const { unit, enclosing } = instrument;
  const { marks, scopes } = instrument.services;
  const root = marks.roots.get(node);
  const isAudited = (root !== undefined || enclosing !== undefined) && !marks.outside.has(node);
  if (isAudited && scopes.dynamic.has(node)) {
    instrument.services.warn("a function that uses `eval` or `with` is not captured", node.start);
    return;
  }
  instrument.unit = undefined;
  if (!isAudited) instrument.enclosing = undefined;
  if (isAudited && (!enclosing || root?.workflow !== undefined || needsFrame(node, instrument)))
    instrument.enclosing = instrument.unit = createUnit(node, instrument, root?.workflow);
  visitBody(node, instrument);
  instrument.unit = unit;
  instrument.enclosing = enclosing;
}

function createUnit(node: FunctionNode, instrument: Instrument, workflow: string | undefined): Unit {
  const parent = instrument.enclosing;
  const fn = instrument.services.table.addFunction({
    node,
    name: workflow || nameOf(node, instrument),
    ...(parent && { parent: parent.fn }),
    ...(workflow !== undefined && { isWorkflow: true }),
    ...(returnsNames(node) && { returnsNames: true }),
  });
  const unit = { fn, node, frame: `${instrument.services.names.prefix}f${fn}`, parent, loops: 0 };
  instrument.services.notes.units.push(unit);
  return unit;
}

function nameOf(node: FunctionNode, instrument: Instrument): string {
  if (node.id) return node.id.name;
  return instrument.services.marks.givenNames.get(node) ?? "";
}

function visitBody(node: FunctionNode, instrument: Instrument): undefined {
  const { body } = node;
  if (!body) return;
  const { unit, edits } = instrument;
  if (body.type !== "BlockStatement") {
    if (!unit) return instrument.visit(body);
    edits.open(body.start, `{${entering(unit, instrument)}return `);
    const site = instrument.site("return", body);
    instrument.wrap(body, site, () => instrument.visit(body));
    // There V8 sees parameters fail to be taken apart; without the braces, at the body's start.
    edits.close(body.end, "}", body.start);
    return;
  }
  const last = directives(body.body).at(-1);
  if (unit) edits.open(last ? last.end : body.start + 1, (last ? ";" : "") + entering(unit, instrument));
  for (const statement of body.body) instrument.visit(statement);
  if (!unit || !mayFallOff(body.body.at(-1))) return;
  const marker = `;${instrument.marker(instrument.site("end", { start: body.end - 1, end: body.end }))}`;
  // At one offset what closes stands before what opens: in `{}` the end would come before the entry.
  const isEmpty = (last?.end ?? body.start + 1) === body.end - 1;
  if (isEmpty) edits.open(body.end - 1, marker);
  // What V8 raises at the end of a constructor without `super()` is placed at the last that ran.
  else edits.close(body.end - 1, marker, body.body.at(-1)?.start);
}

function mayFallOff(last: Node | undefined): boolean {
  return last?.type !== "ReturnStatement" && last?.type !== "ThrowStatement";
}

/** `var $cbf1=$cbe(1,$cbf0);` and a row for each parameter. */
function entering(unit: Unit, instrument: Instrument): string {
  const { names } = instrument.services;
  const around = unit.parent ? `,${unit.parent.frame}` : "";
  const rows = unit.node.params.flatMap(boundNames).flatMap((param) => {
    // A function of that name in the body has taken the parameter's place already.
    if (instrument.scopes.resolve(param)?.declarations.some((name) => !within(name, unit.node.params))) return [];
    const site = instrument.site("param", param, { name: param.name });
    return [`${names.value}(${unit.frame},${site},${param.name})`];
  });
  rows.push(...thisRow(unit, instrument));
  const record = rows.length > 0 ? `if(${unit.frame}!==void 0){${rows.join(";")}}` : "";
  return `var ${unit.frame}=${names.enter}(${unit.fn}${around});${record}`;
}

function within(node: Node, params: readonly Node[]): boolean {
  return params.some((param) => param.start <= node.start && node.end <= param.end);
}

const deciding = new Set<Node["type"]>([
  "IfStatement",
  "ConditionalExpression",
  "LogicalExpression",
  "ChainExpression",
  "SwitchStatement",
  "WhileStatement",
  "DoWhileStatement",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "TryStatement",
  "AwaitExpression",
  "YieldExpression",
]);

/** True for a nested function that links have to watch, or that holds a decision or an ambient read, or assigns a variable of a function around it. */
function needsFrame(node: FunctionNode, instrument: Instrument): boolean {
  if (isWatched(node, instrument)) return true;
  const search = (at: Node): boolean => {
    if (isFunction(at)) return false;
    if (deciding.has(at.type) || isAmbient(at, instrument.scopes)) return true;
    if (at.type === "AssignmentExpression" && assignsOuter(at.left, node, instrument)) return true;
    if (at.type === "UpdateExpression" && assignsOuter(at.argument, node, instrument)) return true;
    return childrenOf(at).some(search);
  };
  return node.body ? search(node.body) : false;
}

function assignsOuter(target: Node, fn: FunctionNode, instrument: Instrument): boolean {
  const inner = unwrapped(target);
  if (inner.type === "MemberExpression") return true;
  return boundNames(inner).some((name) => {
    const variable = instrument.scopes.resolve(name);
    return variable !== undefined && variable.fn !== fn;
  });
}
