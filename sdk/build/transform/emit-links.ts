import { takesItsName } from "./ast";
import { visitLogicalAssignment } from "./decisions";
import type { Handlers } from "./instrument";
import { visitPrinted, visitTarget } from "./operands";

/**
 * Assignments, awaits and what else carries a value on: `let` rows, and the markers that links are made of.
 *
 * A handler gets its node, adds edits and visits what is inside (`Instrument`). Static flow about a site (what it
 * reads, what it writes) is no part of the table and its digest: it goes into the prelude's `flow` text beside it.
 */
export const linkHandlers: Handlers = {
  VariableDeclarator: (node, instrument) => {
    const { id, init } = node;
    if (!init) return;
    if (id.type !== "Identifier") {
      instrument.children(id);
      return visitPrinted(init, instrument);
    }
    if (!instrument.unit || takesItsName(init)) return instrument.visit(init);
    instrument.wrap(init, instrument.site("let", init, { name: id.name }), () => instrument.visit(init));
  },
  AssignmentExpression: (node, instrument) => {
    if (visitLogicalAssignment(node, instrument)) return;
    const { left, right } = node;
    visitTarget(left, instrument);
    if (left.type === "ArrayPattern" || left.type === "ObjectPattern") return visitPrinted(right, instrument);
    if (!instrument.unit || left.type !== "Identifier" || node.operator !== "=" || takesItsName(right))
      return instrument.visit(right);
    instrument.wrap(right, instrument.site("let", right, { name: left.name }), () => instrument.visit(right));
  },
  AwaitExpression: (node, instrument) => {
    instrument.visit(node.argument);
  },
};
