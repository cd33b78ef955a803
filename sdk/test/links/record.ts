import type { BranchRows, ProvenanceLink } from "../../../lib/contract/rows";
import type { SiteTable } from "../../../lib/contract/sites";
import { decisionKinds } from "../../../lib/contract/vocabulary";
import { transform } from "../../build/transform";
import { judge, workflow } from "../../src";
import { type startMemory, textOf } from "../capture/load-audited";

export type Memory = ReturnType<typeof startMemory>;

/** A judgment's answer: alone, or with its details. */
export type Answers = Record<string, unknown>;

/** A condition or operand as it was evaluated, with the judgments it is linked to by name of their points. */
export type Evaluated = {
  /** Branch and frame it was evaluated in, by their names. */
  where: string;
  kind: string;
  text: string;
  value: unknown;
  links: Link[];
  site: number;
  /** The decision that an operand belongs to. */
  owner: number | undefined;
};

export type Link = { point: string; via: ProvenanceLink[1]; field: string; at: string };

/** A script that declares an audited function `shape`, ready to run with judgments from a table. */
export type Program = { run: (answers: Answers) => Promise<unknown>; table: SiteTable };

/** Instruments a script. `ask(point)` in it makes a judgment that is answered from the table it is run with. */
export function loadProgram(code: string): Program {
  const done = transform(code, { file: "shape.js" });
  if (!done) throw new Error(`nothing is audited in: ${code}`);
  let answers: Answers = {};
  const ask = (point: string) => judge({ point, input: null }, () => answers[point]);
  const shape = new Function("ask", `"use strict";${done.code}\nreturn shape;`)(ask) as () => Promise<unknown>;
  const run = workflow("shape", shape);
  return {
    table: done.table,
    run: (given) => {
      answers = given;
      return run();
    },
  };
}

/** Runs a program and reads back what it recorded, decisions and operands in order. */
export async function record(program: Program, answers: Answers, memory: Memory): Promise<Evaluated[]> {
  memory.reset();
  await program.run(answers);
  const points = new Map<string, string>();
  for (const span of memory.spans())
    if (span.attributes["casebook.kind"] === "judgment")
      points.set(span.spanContext().spanId, String(span.attributes["casebook.name"]));
  return memory.branches().flatMap(({ name, rows }) => evaluated(name, rows, program.table, points));
}

function evaluated(name: string, { rows, pv, frames }: BranchRows, table: SiteTable, points: Map<string, string>) {
  const kinds = new Set<string>([...decisionKinds, "operand"]);
  return rows.flatMap(([frame, index, value, provenance = 0]): Evaluated[] => {
    const site = table.sites[index];
    if (!site || !kinds.has(site.kind)) return [];
    const links = (pv?.[provenance] ?? []).map(([spanId, via, field = "", at = ""]) => ({
      point: points.get(spanId) ?? spanId,
      via,
      field,
      at,
    }));
    const where = `${name} ${table.functions[frames[frame]?.[1] ?? 0]?.name}`;
    return [{ where, kind: site.kind, text: textOf(table, site.at), value, links, owner: site.of, site: index }];
  });
}
