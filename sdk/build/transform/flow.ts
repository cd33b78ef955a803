import type { Site } from "../../../lib/contract/sites";
import { joinPath } from "../../src/capture/provenance";
import { as, type CallPlan, type FlowPlan, type SitePlan, type Term } from "../../src/capture/provenance-plan";
import { boundNames, childrenOf, isFunction, type Node, type NodeOf, unwrapped } from "./ast";
import { calledFunction, feedsBack, isBuiltinCall, takenInto, unknownResult } from "./flow-calls";
import { Control } from "./flow-control";
import {
  type Choices,
  computed,
  distinct,
  type FlowContext,
  isFresh,
  keyOf,
  placeInPattern,
  Reads,
  whole,
} from "./flow-reads";
import { Slots } from "./flow-slots";
import type { Unit } from "./instrument";
import type { Scopes, Variable } from "./scopes";
import type { TableBuilder } from "./table";

/** A variable that takes (a part of) a value. */
type Target = { name: Node; pattern: Node; from: Node | undefined; path: string; isKey?: boolean };

/** What is noted about sites while a file is instrumented, beyond what its table says. */
export class FlowNotes {
  readonly units: Unit[] = [];
  readonly targets = new Map<number, Target>();
  readonly members = new Map<number, { target: NodeOf<"MemberExpression">; value: Node }>();
  readonly selves = new Set<number>();
  readonly calls = new Map<Node, number>();
  readonly awaits = new Map<Node, number>();
  /** What stands in the list of an awaited `Promise.all`. */
  readonly items = new Set<Node>();
}

/** Works out what each site of an instrumented file reads and writes, as its prelude carries it. */
export function buildFlow(services: {
  program: NodeOf<"Program">;
  scopes: Scopes;
  table: TableBuilder;
  notes: FlowNotes;
}): FlowPlan {
  const { program, scopes, table, notes } = services;
  const slots = new Slots(scopes, notes.units);
  const control = new Control(table, scopes, (fn) => notes.units[fn]?.node ?? program);
  const choices = choicesOf(table);
  const context: FlowContext = {
    scopes,
    slots,
    calls: notes.calls,
    awaits: notes.awaits,
    choices,
    unitOf: (fn) => slots.unitOf(fn),
  };
  const readers = notes.units.map((unit) => new Reads(context, unit));
  const blocks = tryBlocks(program);
  noteCaught(blocks, readers, notes, control);
  const planner = new Planner(services, slots, control, readers, blocks);
  const sites: FlowPlan["sites"] = table.sites.map((site, index) => planner.plan(site, index) ?? 0);
  const untold = untoldCalls(program, readers, notes);
  for (const site of choices.named) sites[site] = { ...(sites[site] || {}), isChoice: true };
  return {
    untold,
    slots: slots.counted(notes.units.length),
    moduleSlots: slots.moduleSlots,
    sites,
    decisions: planner.decisions,
  };
}

function choicesOf({ sites, nodes }: TableBuilder): Choices {
  const kinds = new Set(["ternary", "and", "or", "nullish"]);
  const found = sites.flatMap(({ kind, fn }, site) =>
    kinds.has(kind) ? [[nodes[site] as Node, { site, fn }] as const] : [],
  );
  return { sites: new Map(found), named: new Set() };
}

class Planner {
  private readonly callSites: Map<number, Node>;
  private readonly awaitSites: Map<number, Node>;
  private readonly services: { table: TableBuilder; notes: FlowNotes };
  private readonly slots: Slots;
  private readonly control: Control;
  private readonly readers: Reads[];
  private readonly blocks: Map<Node, Node>;
  /** Loops over values: their sites, by the expression that gives the values. */
  private readonly loops: Map<Node, number>;
  private readonly lists = new Map<string, number>();
  readonly decisions: number[][] = [];

  constructor(
    services: { table: TableBuilder; notes: FlowNotes },
    slots: Slots,
    control: Control,
    readers: Reads[],
    blocks: Map<Node, Node>,
  ) {
    this.services = services;
    this.slots = slots;
    this.control = control;
    this.readers = readers;
    this.blocks = blocks;
    this.loops = new Map(
      services.table.sites.flatMap(({ kind }, site) =>
        kind === "for-of" ? [[services.table.nodes[site] as Node, site] as const] : [],
      ),
    );
    this.callSites = new Map([...services.notes.calls].map(([node, site]) => [site, node]));
    this.awaitSites = new Map([...services.notes.awaits].map(([node, site]) => [site, node]));
  }

  /** Names that a pattern binds at once: all of its sources are read before the first is written. */
  private group(index: number): number[] | undefined {
    const { targets } = this.services.notes;
    const first = targets.get(index);
    if (!first || first.pattern === first.name || targets.get(index - 1)?.pattern === first.pattern) return undefined;
    const group: number[] = [];
    for (let site = index; targets.get(site)?.pattern === first.pattern; site++) group.push(site);
    return group.length > 1 ? group : undefined;
  }

  plan(site: Site, index: number): SitePlan | undefined {
    const reads = this.readers[site.fn];
    const node = this.services.table.nodes[index] as Node | undefined;
    if (!reads || !node) return undefined;
    const plan = this.reads(site, index, node, reads) ?? {};
    const group = this.group(index);
    if (group) plan.group = group;
    const under = this.control.under(node, site.fn);
    if (under.length > 0 && Object.keys(plan).length > 0) plan.under = this.listOf(under);
    const behind = plan.isOutcome ? this.control.behind(node, site.fn) : [];
    if (behind.length > 0) plan.behind = this.listOf(behind);
    const decides = this.variables(this.control.decides(index), reads);
    if (decides.length > 0) plan.decides = decides;
    return Object.keys(plan).length > 0 ? plan : undefined;
  }

  /** The number of a list of decisions: places of one arm share theirs. */
  private listOf(decisions: number[]): number {
    const text = decisions.join();
    const known = this.lists.get(text);
    if (known !== undefined) return known;
    this.lists.set(text, this.lists.size);
    this.decisions.push(decisions);
    return this.lists.size - 1;
  }

  private reads(site: Site, index: number, node: Node, reads: Reads): SitePlan | undefined {
    const target = this.services.notes.targets.get(index);
    if (target) return this.target(target, reads);
    const member = this.services.notes.members.get(index);
    if (member) return this.member(member, reads);
    if (this.services.notes.selves.has(index)) {
      const slot = this.slots.slotOfThis(reads.unit.node, reads.unit);
      return slot && { writes: slot };
    }
    const call = this.callSites.get(index);
    if (call) return { call: callPlan(call as NodeOf<"CallExpression">, reads) };
    const awaited = this.awaitSites.get(index);
    if (awaited)
      return { reads: reads.of(awaited.type === "AwaitExpression" ? awaited.argument : awaited), isAwaited: true };
    switch (site.kind) {
      case "param":
        return this.param(node, reads);
      case "catch":
        return this.caught(node as NodeOf<"CatchClause">, reads);
      case "return":
        return node.type === "ReturnStatement" ? { isOutcome: true } : { reads: reads.of(node), isOutcome: true };
      case "end":
        return { isOutcome: true };
      case "yield":
        return { reads: reads.of(node), isOutcome: true };
      case "throw":
        return { reads: reads.of(node), isThrow: true };
      case "for-of": {
        const terms = reads.of(node, { path: "*", at: "", how: as.part });
        return { reads: terms, ...(this.isRewritten(node, terms, reads) && { isTurn: true }) };
      }
      case "case":
      case "finally":
      case "break":
      case "continue":
      case "ambient":
        return undefined;
      default:
        return { reads: reads.of(node) };
    }
  }

  /** True where a loop's body writes what its list was made of: the turns go on with what it was. */
  private isRewritten(list: Node, terms: readonly Term[], reads: Reads): boolean {
    const site = this.loops.get(list);
    const written = site === undefined ? [] : this.variables(this.control.decides(site), reads);
    return written.some(([hops, slot]) => terms.some(([from, which]) => from === hops && which === slot));
  }

  private target({ name, pattern, from, path, isKey }: Target, reads: Reads): SitePlan {
    const found = placeInPattern(pattern, name) ?? { path: "", at: "", defaults: [] };
    const terms = reads.of(from, isKey ? computed : { ...whole, path: joinPath(path, found.path), at: found.at });
    const defaults = found.defaults.flatMap((value) => reads.of(value));
    const variable = this.readers[0]?.context.scopes.resolve(name);
    const slot = variable && this.slots.slotOf(variable, reads.unit);
    return {
      reads: [...terms, ...defaults],
      ...(path === "*" && from && this.isRewritten(from, terms, reads) && { isTurn: true as const }),
      ...(slot && { writes: slot }),
      ...(from && pattern === name && path === "" && isFresh(from) && { isFresh: true }),
    };
  }

  private member({ target, value }: { target: NodeOf<"MemberExpression">; value: Node }, reads: Reads): SitePlan {
    const [object] = reads.of(target.object);
    return { reads: reads.of(value), ...(object && { into: { object, key: keyOf(target) } }) };
  }

  private param(node: Node, reads: Reads): SitePlan | undefined {
    const variable = reads.context.scopes.resolve(node);
    const slot = variable && this.slots.slotOf(variable, reads.unit);
    const { params } = reads.unit.node;
    const index = params.findIndex((param) => boundNames(param).includes(node as never));
    const found = params[index] && placeInPattern(params[index], node);
    if (!slot || !found) return undefined;
    const defaults = found.defaults.flatMap((value) => reads.of(value));
    const isRest = params[index]?.type === "RestElement";
    return {
      writes: slot,
      param: isRest ? [index, found.path, true] : [index, found.path],
      ...(defaults.length > 0 && { reads: defaults }),
    };
  }

  private caught(clause: NodeOf<"CatchClause">, reads: Reads): SitePlan {
    const name = clause.param?.type === "Identifier" ? clause.param : undefined;
    const variable = name && reads.context.scopes.resolve(name);
    const slot = variable && this.slots.slotOf(variable, reads.unit);
    const block = this.blocks.get(clause);
    return { reads: block ? reads.free(block, computed) : [], isCatch: true, ...(slot && { writes: slot }) };
  }

  private variables(variables: Set<Variable>, reads: Reads) {
    return [...variables].flatMap((variable) => {
      const slot = this.slots.slotOf(variable, reads.unit);
      return slot && variable.kind !== "import" ? [slot] : [];
    });
  }
}

function callPlan(node: NodeOf<"CallExpression" | "NewExpression">, reads: Reads): CallPlan {
  const callee = unwrapped(node.callee);
  const fn = calledFunction(reads, node);
  const taken = takenInto(node);
  const [object] = taken ? reads.of(taken.object) : [];
  // A callback that has a frame says itself what it reads.
  const isWatched = (argument: Node) => {
    const given = unwrapped(argument);
    return isFunction(given) && reads.context.unitOf(given) !== undefined;
  };
  const callbacks = node.arguments.flatMap((argument) => {
    const given = unwrapped(argument);
    const unit = isFunction(given) && reads.context.unitOf(given);
    return unit ? [unit.fn] : [];
  });
  return {
    args: node.arguments.map((argument) => (isWatched(argument) ? [] : reads.of(argument))),
    receiver: callee.type === "MemberExpression" ? reads.of(callee.object) : [],
    result: unknownResult(reads, node, whole),
    ...(fn !== undefined && { fn }),
    ...(isBuiltinCall(reads.context.scopes, node) && { isBuiltin: true }),
    ...(feedsBack(node) && { feedsBack: true }),
    ...(callbacks.length > 0 && { callbacks }),
    ...(taken && object && isOwnContainer(taken.object, reads) && { into: { ...taken, object } }),
  };
}

/** Calls by name of this file's functions that have no site: their last argument is spread. */
function untoldCalls(program: Node, readers: Reads[], notes: FlowNotes): FlowPlan["untold"] {
  const found: FlowPlan["untold"] = [];
  const collect = (node: Node): void => {
    if ((node.type === "CallExpression" || node.type === "NewExpression") && !notes.calls.has(node)) {
      const reads = node.arguments.length > 0 ? readers[innermost(notes.units, node) ?? -1] : undefined;
      const fn = reads && calledFunction(reads, node);
      if (reads && fn !== undefined) found.push([reads.unit.fn, fn, spreadArguments(node.arguments, reads)]);
    }
    for (const child of childrenOf(node)) collect(child);
  };
  collect(program);
  return found;
}

/** The sources of each argument; from a spread one on, any may come anywhere. */
function spreadArguments(given: readonly Node[], reads: Reads): Term[][] {
  const spread = given.findIndex(({ type }) => type === "SpreadElement");
  if (spread === -1) return given.map((argument) => reads.of(argument));
  const rest = given.slice(spread).flatMap((argument) => {
    return argument.type === "SpreadElement"
      ? reads.of(argument.argument, { ...whole, path: "*" })
      : reads.of(argument);
  });
  return [...given.slice(0, spread).map((argument) => reads.of(argument)), ...Array(maxSpread).fill(rest)];
}

/** Parameters that a spread argument may reach. */
const maxSpread = 8;

/** Things that were imported are not ours to keep tags on: a logger, a client. */
function isOwnContainer(node: Node, reads: Reads): boolean {
  const inner = unwrapped(node);
  if (inner.type === "MemberExpression") return isOwnContainer(inner.object, reads);
  const variable = inner.type === "Identifier" ? reads.context.scopes.resolve(inner) : undefined;
  return variable?.kind !== "import";
}

/** Notes for each variable that a `try` or its `catch` writes what the `try` reads: whether it threw depends on that. */
function noteCaught(blocks: Map<Node, Node>, readers: Reads[], notes: FlowNotes, control: Control): void {
  for (const [clause, block] of blocks) {
    const reads = readers[innermost(notes.units, clause) ?? -1];
    if (!reads) continue;
    let known: Term[] | undefined;
    const late = () => {
      if (known) return known;
      // What the block reads may be written by this very clause.
      known = [];
      // Each variable read after it has all of them: unless they are told apart here, they multiply with each `try`.
      known = distinct(reads.free(block, { path: "", at: "", how: as.control }));
      return known;
    };
    for (const variable of new Set([...control.writtenIn(block), ...control.writtenIn(clause)]))
      reads.noteCaught(variable, { after: clause.end, terms: late });
  }
}

/** The `try` blocks by their `catch` clauses. */
function tryBlocks(program: Node): Map<Node, Node> {
  const blocks = new Map<Node, Node>();
  const collect = (node: Node): void => {
    if (node.type === "TryStatement" && node.handler) blocks.set(node.handler, node.block);
    for (const child of childrenOf(node)) collect(child);
  };
  collect(program);
  return blocks;
}

function innermost(units: readonly Unit[], node: Node): number | undefined {
  const around = units.filter((unit) => unit.node.start <= node.start && node.end <= unit.node.end);
  return around.sort((a, b) => b.node.start - a.node.start)[0]?.fn;
}
