// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of the product's code
import type { Mistake } from "./bundled";

const transform = "build/transform";
const capture = "src/capture";

/**
 * Mistakes that a transform and a recorder like ours are known to make, or that the fuzzer has found in ours: each as
 * the change of the product's text that brings it back.
 */
export const mistakes: Record<string, Mistake> = {
  "the receiver of a call is wrapped": {
    file: `${transform}/printed.ts`,
    from: "      visitPrinted(inner.object, instrument);",
    to: `      if (instrument.unit && inner.object.type === "Identifier") instrument.wrap(inner.object, instrument.site("operand", inner.object), () => {});
      else visitPrinted(inner.object, instrument);`,
  },
  "the callee of a call is wrapped": {
    file: `${transform}/operands.ts`,
    from: "  else visitPrinted(callee, instrument);\n  visitArguments",
    to: `  else if (instrument.unit && callee.type !== "Super") instrument.wrap(callee, instrument.site("operand", callee), () => visitPrinted(callee, instrument));
  visitArguments`,
  },
  "the iterable of a for-of is wrapped": {
    file: `${transform}/loops.ts`,
    from: "  visitIterable(node.right, instrument);",
    to: `  if (instrument.unit) instrument.wrap(node.right, instrument.site("operand", node.right), () => {});`,
  },
  "the initialiser of a destructuring is wrapped": {
    file: `${transform}/emit-links.ts`,
    from: "      visitIterable(init, instrument);\n      const rows = patternRows(id",
    to: `      if (instrument.unit) instrument.wrap(init, instrument.site("operand", init), () => visitIterable(init, instrument));
      const rows = patternRows(id`,
  },
  "a return without a value returns one": {
    file: `${transform}/exits.ts`,
    from: "  instrument.edits.open(node.start, `{${instrument.marker(site)}`);",
    to: `  if (kind === "return") {
    instrument.edits.close(node.start + 6, \` \${instrument.marker(site).slice(0, -1)}\`);
    return;
  }
  instrument.edits.open(node.start, \`{\${instrument.marker(site)}\`);`,
  },
  "the right side of a logical assignment is wrapped": {
    file: `${transform}/decisions.ts`,
    from: "    edits.open(node.start, `${names.second}(${instrument.opening(site)}${target.name}),`);\n    instrument.visit(node.right);",
    to: `    edits.open(node.start, \`\${names.second}(\${instrument.opening(site)}\${target.name}),\`);
    instrument.wrap(node.right, instrument.site("let", node.right), () => instrument.visit(node.right));`,
  },
  "a function loses the name of the variable it is given to": {
    file: `${transform}/emit-links.ts`,
    from: "if (!instrument.unit || takesItsName(init)) return instrument.visit(init);",
    to: "if (!instrument.unit) return instrument.visit(init);",
  },
  "a default loses the name of what it is given to": {
    file: `${transform}/patterns.ts`,
    from: ` || takesItsName(right);`,
    to: ";",
  },
  "the body of a loop gets no block of its own": {
    file: `${transform}/loops.ts`,
    from: '      `{${name ? `${instrument.opening(site)}${name});` : instrument.marker(site)}${rows}`,\n    );\n    instrument.visit(node.body);\n    instrument.edits.close(node.body.end, "}");',
    to: `      "",
    );
    if (node.body.type === "BlockStatement") instrument.edits.open(node.body.start + 1, \`\${name ? \`\${instrument.opening(site)}\${name});\` : instrument.marker(site)}\${rows}\`);
    instrument.visit(node.body);`,
  },
  "a try around the body": {
    file: `${transform}/functions.ts`,
    from: "  for (const statement of body.body) instrument.visit(statement);\n",
    to: `  for (const statement of body.body) instrument.visit(statement);
  if (unit) {
    edits.open(last ? last.end : body.start + 1, "try{");
    edits.close(body.end - 1, "\\n}finally{}".slice(1));
  }
`,
  },
  "no semicolon before the marker of a body's end": {
    file: `${transform}/functions.ts`,
    from: "const marker = `;${instrument",
    to: "const marker = ` ${instrument",
  },
  "typeof of an undeclared name is wrapped inside": {
    file: `${transform}/operands.ts`,
    from: `const isFree = target.type === "Identifier" && !instrument.scopes.resolve(target);`,
    to: "const isFree = false;",
  },
  "a sequence becomes several arguments": {
    file: `${transform}/instrument.ts`,
    from: `const isSequence = node.type === "SequenceExpression";`,
    to: "const isSequence = false;",
  },
  "a condition is evaluated twice": {
    file: `${transform}/operands.ts`,
    from: "  instrument.wrap(test, site, () => visitInside(test, site, instrument));",
    to: "  instrument.edits.open(test.start, `(${instrument.services.source.slice(test.start, test.end)}),`);\n  instrument.wrap(test, site, () => visitInside(test, site, instrument));",
  },
  "a keyword touches the helper's name": {
    file: `${transform}/instrument.ts`,
    from: `? " " : "";`,
    to: `? "" : "";`,
  },
  "helpers are not hoisted": {
    file: `${transform}/prelude.ts`,
    from: "`function ${value}(f,s,x){if(f!==void 0)f.value(s,x);return x}`",
    to: "`var ${value}=function(f,s,x){if(f!==void 0)f.value(s,x);return x};`",
  },
  "the prelude takes a line of its own": {
    file: `${transform}/index.ts`,
    from: "flow })}`);",
    to: "flow })}\\n`);",
  },
  "the frame is entered before the directives": {
    file: `${transform}/functions.ts`,
    from: "edits.open(last ? last.end : body.start + 1, (last",
    to: "edits.open(body.start + 1, (last",
  },
  "helpers have a name that the program uses": {
    file: `${transform}/prelude.ts`,
    from: "source.includes(prefix); count++",
    to: "count < 0; count++",
  },
  "what stands inside an optional chain is wrapped": {
    file: `${transform}/operands.ts`,
    from: `  } else if (base.type === "MemberExpression" && !callsAfter(node.expression, link)) {`,
    to: `  } else if (node.expression.type === "MemberExpression" && !node.expression.optional) {
    instrument.wrap(node.expression.object, instrument.site("operand", node.expression.object), () => {});
  } else if (base.type === "MemberExpression" && !callsAfter(node.expression, link)) {`,
  },
  "the base of an optional chain is evaluated twice": {
    file: `${transform}/operands.ts`,
    from: `    visitAround(node.expression, link, instrument, () => visitTest(link, site, instrument));`,
    to: '    instrument.edits.open(node.start, `(${instrument.services.source.slice(link.start, link.end)},`);\n    instrument.edits.close(node.end, ")");\n    visitAround(node.expression, link, instrument, () => visitTest(link, site, instrument));',
  },
  "what is deleted is wrapped": {
    file: `${transform}/operands.ts`,
    from: `return asOperand(node, instrument, of, () => visitPrinted(node.argument, instrument));`,
    to: `return asOperand(node, instrument, of, () => {
        if (instrument.unit) instrument.wrap(node.argument, instrument.site("operand", node.argument), () => {});
      });`,
  },
  "a spread argument is wrapped": {
    file: `${transform}/operands.ts`,
    from: "SpreadElement: (node, instrument) => visitIterable(node.argument, instrument),",
    to: `SpreadElement: (node, instrument) => {
    if (instrument.unit) instrument.wrap(node.argument, instrument.site("operand", node.argument), () => {});
  },`,
  },
  "a clock or random read loses its receiver": {
    file: `${transform}/ambient.ts`,
    from: `inside, "ambient");`,
    to: `inside, "ambient");
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
    instrument.edits.open(node.callee.start, "(0,");
    instrument.edits.close(node.callee.end, ")");
  }`,
  },
  "this is read before super was called": {
    file: `${transform}/emit-links.ts`,
    from: " || services.marks.derived.has(unit.node)) return [];",
    to: ") return [];",
  },
  "a function with `with` in it is instrumented": {
    file: `${transform}/functions.ts`,
    from: "if (isAudited && scopes.dynamic.has(node)) {",
    to: "if (isAudited && scopes.dynamic.has(undefined)) {",
  },
  "a default in the middle is a case that never comes": {
    file: `${transform}/switches.ts`,
    from: `      instrument.edits.open(colon, instrument.marker(site));`,
    to: `      if (one.test) instrument.edits.open(colon, instrument.marker(site));`,
  },
  "what falls through is arrived at as a break": {
    file: `${transform}/switches.ts`,
    from: `      instrument.edits.open(colon, instrument.marker(site));`,
    to: "      instrument.edits.open(colon, `break;${instrument.marker(site)}`.slice(one === node.cases[0] ? 6 : 0));",
  },
  "an expression body gives nothing back": {
    file: `${transform}/functions.ts`,
    from: "}return `);",
    to: "}`);",
  },
  "positions are off by the text that was added": {
    file: `${transform}/print.ts`,
    from: "    this.column += text.length;\n  }\n\n  keep",
    to: "  }\n\n  keep",
  },
  "the arm of an if is the other one": {
    file: `${transform}/decisions.ts`,
    from: `    ["then", node.consequent],\n    ["else", node.alternate],`,
    to: `    ["else", node.consequent],\n    ["then", node.alternate],`,
  },
  "an awaited value takes another turn": {
    file: `${transform}/prelude.ts`,
    from: "`function ${awaited}(f,s,x){if(f!==void 0)f.awaited(s,x);return x}`",
    to: "`async function ${awaited}(f,s,x){if(f!==void 0)f.awaited(s,x);return x}`",
  },
  "recording looks after a broken promise": {
    file: `${capture}/preview.ts`,
    from: `        case "promise":`,
    to: `        case "promise":
          (value as Promise<unknown>).catch(() => {});`,
  },
  "a value is recorded by JSON.stringify": {
    file: `${capture}/preview.ts`,
    from: "      return new Preview(new Writer(secrets).object(value, 0, name));",
    to: `      return new Preview(JSON.stringify(value) ?? "null");`,
  },
  "a value is recorded by String": {
    file: `${capture}/preview.ts`,
    from: "      return new Preview(new Writer(secrets).object(value, 0, name));",
    to: "      return new Preview(JSON.stringify(String(value)));",
  },
  "a value is recorded by the name of its constructor": {
    file: `${capture}/preview.ts`,
    from: "  object(value: object, depth: number, path: string | undefined): string {",
    to: `  object(value: object, depth: number, path: string | undefined): string {
    if ((value.constructor as { name?: unknown } | undefined)?.name === 1) return "1";`,
  },
  "the properties of a proxy are walked": {
    file: "src/brands.ts",
    from: "  return types?.isProxy(value) ?? false;",
    to: "  return false;",
  },
  "getters are read to show their value": {
    file: `src/encode.ts`,
    from: `return "value" in property ? { value: property.value } : {};`,
    to: `return { value: (owner as Record<string, unknown>)[key] };`,
  },
  "built-in objects are told by instanceof": {
    file: "src/brands.ts",
    from: `  return types ? types.isNativeError(value) : value instanceof Error;`,
    to: "  return value instanceof Error;",
  },
};
