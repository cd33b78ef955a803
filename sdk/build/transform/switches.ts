import type { Node } from "./ast";
import type { Handlers, Instrument } from "./instrument";
import { isPlainLiteral } from "./literals";
import { visitInside, visitTest } from "./operands";
import { after } from "./tokens";

/** `switch`: what is switched on, the tests that were compared, and the labels that were arrived at. */
export const switchHandlers: Handlers = {
  SwitchStatement: (node, instrument) => {
    if (!instrument.unit) return instrument.children(node);
    const decision = instrument.site("switch", node.discriminant);
    visitTest(node.discriminant, decision, instrument);
    for (const one of node.cases) {
      const { source } = instrument.services;
      if (one.test && !isPlainLiteral(one.test)) visitCaseTest(one.test, decision, instrument);
      const colon = after(source, ":", one.test ? one.test.end : one.start + "default".length);
      const label = one.test ? source.slice(one.test.start, one.test.end) : "default";
      const last = one.consequent.at(-1);
      const body = last && { start: one.consequent[0]?.start ?? last.start, end: last.end };
      const site = instrument.site("case", one.test ?? { start: one.start, end: one.start + "default".length }, {
        of: decision,
        name: label,
        arms: [["body", body]],
      });
      instrument.edits.open(colon, instrument.marker(site));
      for (const statement of one.consequent) instrument.visit(statement);
    }
  },
};

/** The value compared, and what it was worked out from: `case days < limit:` under `switch (true)` is a condition. */
function visitCaseTest(test: Node, decision: number, instrument: Instrument): void {
  instrument.wrap(test, instrument.site("operand", test, { of: decision }), () =>
    visitInside(test, decision, instrument),
  );
}
