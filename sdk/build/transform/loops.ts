import type { Node, NodeOf } from "./ast";
import { noteTurn } from "./emit-links";
import type { Handlers, Instrument } from "./instrument";
import { visitTarget, visitTest } from "./operands";
import { visitPattern } from "./patterns";
import { visitIterable } from "./printed";

/** Loops: each evaluation of a test, each turn of a loop over values. */
export const loopHandlers: Handlers = {
  WhileStatement: (node, instrument) =>
    instrument.inLoop(() => {
      visitLoopTest("while", node, instrument);
      instrument.visit(node.body);
    }),
  DoWhileStatement: (node, instrument) =>
    instrument.inLoop(() => {
      instrument.visit(node.body);
      visitLoopTest("do", node, instrument);
    }),
  ForStatement: (node, instrument) => {
    instrument.visit(node.init);
    instrument.inLoop(() => {
      visitLoopTest("for", node, instrument);
      instrument.visit(node.update);
      if (!node.test && instrument.unit) visitEndless(node, instrument);
      else instrument.visit(node.body);
    });
  },
  ForOfStatement: (node, instrument) => visitTurns("for-of", node, instrument),
  ForInStatement: (node, instrument) => visitTurns("for-in", node, instrument),
};

function visitLoopTest(
  kind: "while" | "do" | "for",
  node: NodeOf<"WhileStatement" | "DoWhileStatement" | "ForStatement">,
  instrument: Instrument,
): undefined {
  if (!node.test) return;
  if (!instrument.unit) return instrument.visit(node.test);
  visitTest(node.test, instrument.site(kind, node.test, { arms: [["body", node.body]] }), instrument);
}

/** `for (;;)` has no test whose value could be noted: each turn is, as if it tested `true`. */
function visitEndless(node: NodeOf<"ForStatement">, instrument: Instrument): undefined {
  const { source } = instrument.services;
  const head = { start: node.start, end: source.slice(0, node.body.start).trimEnd().length };
  const site = instrument.site("for", head, { arms: [["body", node.body]] });
  instrument.edits.open(node.body.start, `{${instrument.opening(site)}true);`);
  instrument.visit(node.body);
  instrument.edits.close(node.body.end, "}");
}

/** The iterable stays untouched; each turn is noted in a block around the body, which may declare the name again. */
function visitTurns(
  kind: "for-of" | "for-in",
  node: NodeOf<"ForOfStatement" | "ForInStatement">,
  instrument: Instrument,
): undefined {
  visitIterable(node.right, instrument);
  instrument.inLoop(() => {
    visitHead(node.left, instrument);
    if (!instrument.unit) return instrument.visit(node.body);
    const site = instrument.site(kind, node.right, { arms: [["body", node.body]] });
    const name = turnName(node.left, instrument);
    const rows = noteTurn(site, node, instrument);
    instrument.edits.open(
      node.body.start,
      `{${name ? `${instrument.opening(site)}${name});` : instrument.marker(site)}${rows}`,
    );
    instrument.visit(node.body);
    instrument.edits.close(node.body.end, "}");
  });
}

/** The variable that a turn is given to; a global's name is not read back, there may be a getter behind it. */
function turnName(left: Node, { scopes }: Instrument): string | undefined {
  const target = left.type === "VariableDeclaration" ? left.declarations[0]?.id : left;
  return target?.type === "Identifier" && scopes.resolve(target) ? target.name : undefined;
}

function visitHead(left: Node, instrument: Instrument): undefined {
  if (left.type === "VariableDeclaration") for (const { id } of left.declarations) visitPattern(id, instrument);
  else visitTarget(left, instrument);
}
