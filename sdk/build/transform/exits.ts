import { type Node, type NodeOf, unwrapped } from "./ast";
import type { Handlers, Instrument } from "./instrument";
import { visitPattern } from "./patterns";
import { visitPrinted } from "./printed";

/** The ways out of a function, a loop, and of the straight path: `return`, `throw`, `break`, `continue`, `catch`, … */
export const exitHandlers: Handlers = {
  ReturnStatement: (node, instrument) => leave("return", node, instrument),
  ThrowStatement: (node, instrument) => leave("throw", node, instrument),
  BreakStatement: (node, instrument) => jump("break", node, instrument),
  ContinueStatement: (node, instrument) => jump("continue", node, instrument),
  YieldExpression: (node, instrument) => {
    const { argument } = node;
    if (!argument) return;
    // Of `yield*`, V8 prints the value or the text, depending on what the text begins with.
    if (node.delegate)
      return unwrapped(argument).type === "CallExpression" ? visitPrinted(argument, instrument) : undefined;
    if (!instrument.unit) return instrument.visit(argument);
    instrument.wrap(argument, instrument.site("yield", argument), () => instrument.visit(argument));
  },
  CatchClause: (node, instrument) => {
    if (node.param) visitPattern(node.param, instrument);
    if (instrument.unit) {
      const site = instrument.site("catch", node, { arms: [["body", node.body]] });
      const name = node.param?.type === "Identifier" ? node.param.name : undefined;
      const text = name ? `${instrument.opening(site)}${name});` : instrument.marker(site);
      instrument.edits.open(node.body.start + 1, text);
    }
    instrument.visit(node.body);
  },
  TryStatement: (node, instrument) => {
    instrument.visit(node.block);
    instrument.visit(node.handler);
    const { finalizer } = node;
    if (!finalizer) return;
    if (instrument.unit) {
      const site = instrument.site("finally", finalizer, { arms: [["body", finalizer]] });
      instrument.edits.open(finalizer.start + 1, instrument.marker(site));
    }
    instrument.visit(finalizer);
  },
};

function leave(
  kind: "return" | "throw",
  node: NodeOf<"ReturnStatement" | "ThrowStatement">,
  instrument: Instrument,
): undefined {
  const { argument } = node;
  if (!instrument.unit) return instrument.visit(argument);
  if (!argument) return jump(kind, node, instrument);
  instrument.wrap(argument, instrument.site(kind, argument), () => instrument.visit(argument));
}

/** A statement without a value: noted in front of it, in a block, since it may stand where one statement may. */
function jump(kind: "return" | "throw" | "break" | "continue", node: Node, instrument: Instrument): undefined {
  if (!instrument.unit) return;
  const site = instrument.site(kind, node);
  instrument.edits.open(node.start, `{${instrument.marker(site)}`);
  instrument.edits.close(node.end, "}");
}
