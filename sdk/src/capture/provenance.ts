import type { LinkVia } from "../../../lib/contract/vocabulary";

/**
 * A judgment something came from: `field` is the part of it (`""` for the judgment itself), `at` the path inside the
 * value that it stands at. Paths are property names joined by dots; `*` stands for a name that is only known at run
 * time. A `computed` one was worked out from that part, so that no property of it is a part of the judgment. Something
 * that `decided` did so over an arm that the value was written in.
 */
export type Origin = {
  spanId: string;
  via: LinkVia;
  field: string;
  at: string;
  computed: boolean;
  decided?: boolean;
};

/** Number of an interned set of origins in its `Provenance`; 0 is the empty set. */
export type ProvenanceId = number;

/** Origins kept of one value; a value made of more judgments keeps the first. */
const maxOrigins = 256;

/**
 * The sets of origins that occur in one execution, each kept once and named by a number, so that carrying them along
 * costs an integer and joining two of them, the second time, a look-up.
 */
export class Provenance {
  private readonly origins: Origin[] = [];
  private readonly originIds = new Map<string, number>();
  private readonly sets: (readonly number[])[] = [[]];
  private readonly setIds = new Map<string, ProvenanceId>([["", 0]]);
  private readonly joined = new Map<number, ProvenanceId>();
  private readonly lessened = new Map<number, ProvenanceId>();
  /** Results of what was done to sets, by set: with a path, and without one. */
  private readonly reads = new Map<string, Known>();
  private readonly placed = new Map<string, Known>();
  private readonly cleared = new Map<string, Known>();
  private readonly computedSets: Known = [];
  private readonly controlSets: Known = [];
  private readonly certainSets: Known = [];

  /** The set of one origin. */
  of(origin: Origin): ProvenanceId {
    return this.intern([this.originId(origin)]);
  }

  /** Everything in either set. */
  union(one: ProvenanceId, other: ProvenanceId): ProvenanceId {
    if (one === other || other === 0) return one;
    if (one === 0) return other;
    const key = one < other ? one * 0x4000000 + other : other * 0x4000000 + one;
    let id = this.joined.get(key);
    if (id === undefined) {
      id = this.intern([...this.members(one), ...this.members(other)]);
      this.joined.set(key, id);
    }
    return id;
  }

  /** What reading a property path of a value gives: origins that stand at other paths fall away. */
  read(id: ProvenanceId, path: string): ProvenanceId {
    if (id === 0 || path === "") return id;
    return this.map(id, knownFor(this.reads, path), (origin) => readOrigin(origin, path));
  }

  /** The same origins inside a value that holds this one at `path`. */
  place(id: ProvenanceId, path: string): ProvenanceId {
    if (id === 0 || path === "") return id;
    return this.map(id, knownFor(this.placed, path), (origin) => ({ ...origin, at: joinPath(path, origin.at) }));
  }

  /** What stands at `path`, or inside it, is overwritten: its origins fall away. */
  without(id: ProvenanceId, path: string): ProvenanceId {
    return this.map(id, knownFor(this.cleared, path), (origin) => (startsWith(origin.at, path) ? undefined : origin));
  }

  /** Only what is certain: nothing that merely happened in the meantime. */
  withoutWindows(id: ProvenanceId): ProvenanceId {
    return this.map(id, this.certainSets, (origin) => (origin.via === "window" ? undefined : origin));
  }

  /** The origins of something computed from a value, wherever they stand in it. */
  computed(id: ProvenanceId): ProvenanceId {
    return this.map(id, this.computedSets, (origin) => ({ ...origin, at: "", computed: true }));
  }

  /** The origins of what is written only because a value was what it was. */
  control(id: ProvenanceId): ProvenanceId {
    return this.map(id, this.controlSets, (origin) => ({
      ...origin,
      via: origin.via === "window" ? "window" : "control",
      at: "",
      computed: true,
      decided: true,
    }));
  }

  /** Without the judgments' parts that decided over an arm, as far as they are among `control`. */
  withoutControl(id: ProvenanceId, control: ProvenanceId): ProvenanceId {
    if (id === 0 || control === 0) return id;
    const key = id * 0x4000000 + control;
    let left = this.lessened.get(key);
    if (left === undefined) {
      const around = new Set(this.members(control).map((member) => this.partOf(member)));
      left = this.intern(
        this.members(id).filter((member) => !this.origins[member]?.decided || !around.has(this.partOf(member))),
      );
      this.lessened.set(key, left);
    }
    return left;
  }

  private partOf(member: number): string {
    const { spanId, field } = this.origins[member] as Origin;
    return `${spanId} ${field}`;
  }

  /**
   * A set's origins as they are told: of one judgment only those of its strongest way (`value`, then `control`, then
   * `window`), of two fields of which one is inside the other only the inner one.
   */
  list(id: ProvenanceId): Origin[] {
    const all = this.members(id).map((member) => this.origins[member] as Origin);
    const strongest = new Map<string, number>();
    for (const { spanId, via } of all) strongest.set(spanId, Math.min(rank[via], strongest.get(spanId) ?? 9));
    return all
      .filter((one) => rank[one.via] === strongest.get(one.spanId) && !all.some((other) => isOutdoneBy(one, other)))
      .sort((one, other) => rank[one.via] - rank[other.via]);
  }

  private map(id: ProvenanceId, known: Known, change: (origin: Origin) => Origin | undefined): ProvenanceId {
    if (id === 0) return 0;
    let result = known[id];
    if (result === undefined) {
      const members: number[] = [];
      for (const member of this.members(id)) {
        const origin = change(this.origins[member] as Origin);
        if (origin) members.push(this.originId(origin));
      }
      result = this.intern(members);
      known[id] = result;
    }
    return result;
  }

  private members(id: ProvenanceId): readonly number[] {
    return this.sets[id] ?? [];
  }

  private originId(origin: Origin): number {
    const key = `${origin.spanId}\n${origin.via}\n${origin.computed}${origin.decided ?? false}\n${origin.field}\n${origin.at}`;
    let id = this.originIds.get(key);
    if (id === undefined) {
      id = this.origins.push(origin) - 1;
      this.originIds.set(key, id);
    }
    return id;
  }

  private intern(members: number[]): ProvenanceId {
    const sorted = [...new Set(members)].sort((a, b) => a - b).slice(0, maxOrigins);
    const key = sorted.join();
    let id = this.setIds.get(key);
    if (id === undefined) {
      id = this.sets.push(sorted) - 1;
      this.setIds.set(key, id);
    }
    return id;
  }
}

type Known = (ProvenanceId | undefined)[];

function knownFor(all: Map<string, Known>, path: string): Known {
  let known = all.get(path);
  if (!known) {
    known = [];
    all.set(path, known);
  }
  return known;
}

const rank = { value: 0, control: 1, window: 2 } satisfies Record<LinkVia, number>;

function isOutdoneBy(one: Origin, other: Origin): boolean {
  if (one === other || one.spanId !== other.spanId || one.via !== other.via || one.at !== other.at) return false;
  if ((!one.computed && other.computed) || (!one.decided && other.decided)) return false;
  return one.field === other.field ? isLess(one, other) : startsWith(other.field, one.field);
}

function isLess(one: Origin, other: Origin): boolean {
  return (one.computed && !other.computed) || (one.decided === true && !other.decided);
}

/** What is left of an origin when the property at `path` is read. */
function readOrigin(origin: Origin, path: string): Origin | undefined {
  const [at, wanted] = [splitPath(origin.at), splitPath(path)];
  const common = Math.min(at.length, wanted.length);
  for (let index = 0; index < common; index++) {
    if (at[index] !== wanted[index] && at[index] !== "*" && wanted[index] !== "*") return undefined;
  }
  if (at.length >= wanted.length) return { ...origin, at: at.slice(wanted.length).join(".") };
  if (origin.computed || origin.via !== "value") return { ...origin, at: "" };
  const rest = wanted.slice(at.length);
  const known = rest.includes("*") ? rest.slice(0, rest.indexOf("*")) : rest;
  return { ...origin, at: "", field: joinPath(origin.field, known.join(".")), computed: known.length < rest.length };
}

function splitPath(path: string): string[] {
  return path === "" ? [] : path.split(".");
}

/** Two property paths, one after the other. */
export function joinPath(path: string, rest: string): string {
  if (path === "" || rest === "") return path + rest;
  return `${path}.${rest}`;
}

function startsWith(path: string, start: string): boolean {
  return start === "" || path === start || path.startsWith(`${start}.`);
}
