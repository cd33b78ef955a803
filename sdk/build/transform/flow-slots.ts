import { as, from, type Slot, type Term } from "../../src/capture/provenance-plan";
import type { FunctionNode } from "./ast";
import type { Unit } from "./instrument";
import type { Scopes, Variable } from "./scopes";

/** Numbers the variables whose provenance is kept, in the frame of the audited function that declares them. */
export class Slots {
  private readonly units = new Map<FunctionNode, Unit>();
  private readonly numbers = new Map<Variable | FunctionNode, number>();
  private readonly counts: number[] = [];
  moduleSlots = 0;
  private readonly scopes: Scopes;

  constructor(scopes: Scopes, units: readonly Unit[]) {
    this.scopes = scopes;
    for (const unit of units) this.units.set(unit.node, unit);
  }

  counted(functions: number): number[] {
    return Array.from({ length: functions }, (_, fn) => this.counts[fn] ?? 0);
  }

  unitOf(fn: FunctionNode): Unit | undefined {
    return this.units.get(fn);
  }

  /** Where a variable is kept, seen from code of `unit`; undefined for one of a nested function without a frame. */
  slotOf(variable: Variable, unit: Unit): Slot | undefined {
    if (!variable.fn || !this.isInsideUnit(variable.fn)) return [from.module, this.number(variable, undefined)];
    const owner = this.units.get(variable.fn);
    return owner && this.slotIn(owner, variable, unit);
  }

  /** Where the `this` of the nearest function around that has one is kept. */
  slotOfThis(fn: FunctionNode | undefined, unit: Unit): Slot | undefined {
    let owner = fn;
    while (owner?.type === "ArrowFunctionExpression") owner = this.scopes.enclosing.get(owner);
    const ownerUnit = owner && this.units.get(owner);
    return owner && ownerUnit && this.slotIn(ownerUnit, owner, unit);
  }

  private slotIn(owner: Unit, key: Variable | FunctionNode, unit: Unit): Slot | undefined {
    let hops = 0;
    for (let at: Unit | undefined = unit; at; at = at.parent, hops++) {
      if (at === owner) return [hops, this.number(key, owner.fn)];
    }
    return undefined;
  }

  private isInsideUnit(fn: FunctionNode | undefined): boolean {
    for (let at = fn; at; at = this.scopes.enclosing.get(at)) if (this.units.has(at)) return true;
    return false;
  }

  private number(key: Variable | FunctionNode, fn: number | undefined): number {
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = fn === undefined ? this.moduleSlots++ : (this.counts[fn] ?? 0);
      if (fn !== undefined) this.counts[fn] = number + 1;
      this.numbers.set(key, number);
    }
    return number;
  }
}

/** A term with its trailing defaults left out. */
export function term(source: readonly [number, number], path: string, at: string, how: number): Term {
  const whole: Term = [source[0], source[1], path, at, how];
  if (how === as.part) {
    whole.pop();
    if (at === "") whole.pop();
    if (at === "" && path === "") whole.pop();
  }
  return whole;
}
