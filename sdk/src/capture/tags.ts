import { brandOf, isProxy } from "../brands";
import { dataOf } from "../encode";
import { judgmentPart } from "../links";
import { joinPath, type Provenance, type ProvenanceId } from "./provenance";

/** Objects looked at when the judgments inside a value are looked for, and how deep. */
const maxObjects = 64;
const maxDepth = 4;

/**
 * What objects of one execution hold of judgments: parts of answers are known by `judgmentPart`, other objects are told
 * when something is put into them. Looks at data properties only and runs no code of the program's.
 */
export class Tags {
  private readonly contents = new WeakMap<object, ProvenanceId>();
  private hasContents = false;
  private readonly judgments = new Set<string>();
  /** Sets of one part of a judgment, by what `judgmentPart` gives for it. */
  private readonly parts = new Map<object, ProvenanceId>();
  private readonly sets: Provenance;

  constructor(sets: Provenance) {
    this.sets = sets;
  }

  /** A judgment of this execution has been made: its parts count from now on. */
  judged(spanId: string): void {
    this.judgments.add(spanId);
  }

  /** An object holds a value with these origins at `key`; `*` where it is not known which, `""` for the object's own parts. */
  put(object: object, key: string, id: ProvenanceId): undefined {
    const before = this.contents.get(object) ?? 0;
    const kept = key === "*" || key === "" ? before : this.sets.without(before, key);
    const after = this.sets.union(kept, this.sets.place(id, key));
    if (after === before) return;
    this.contents.set(object, after);
    this.hasContents = true;
  }

  /** The judgment whose very answer, or part of it, an object is. */
  part(object: object): ProvenanceId {
    const part = judgmentPart(object);
    if (!part) return 0;
    const known = this.parts.get(part);
    if (known !== undefined) return known;
    if (!this.judgments.has(part.spanId)) return 0;
    const id = this.sets.of({ spanId: part.spanId, via: "value", field: part.field, at: "", computed: false });
    this.parts.set(part, id);
    return id;
  }

  /** True for a list of nothing but judgments and parts of them. */
  isListOfParts(value: object): boolean {
    const brand = isProxy(value) ? "bytes" : brandOf(value);
    if (brand !== undefined || !Array.isArray(value) || value.length === 0 || value.length > maxObjects) return false;
    const entries = entriesOf(value);
    return entries.length === value.length && entries.every(([, item]) => this.part(item) !== 0);
  }

  /** Origins of what stands at `path` in a value, as far as the objects on the way tell. */
  read(value: object, path: string): ProvenanceId {
    let object = value;
    let id: ProvenanceId = 0;
    let rest = path;
    while (true) {
      const own = this.own(object);
      id = this.sets.union(id, this.sets.read(own, rest));
      // All inside a part of a judgment is a part of it, unless the program put something else there.
      if (own !== 0 && !this.hasContents) return id;
      if (rest === "") return this.sets.union(id, this.inside(object));
      const dot = rest.indexOf(".");
      const key = dot === -1 ? rest : rest.slice(0, dot);
      if (key === "*") return this.sets.union(id, this.sets.read(this.inside(object), rest));
      const next = held(object, key);
      if (typeof next !== "object" || next === null) return id;
      object = next;
      rest = dot === -1 ? "" : rest.slice(dot + 1);
    }
  }

  /** The object at `path` in a value; undefined where a getter or a proxy stands in the way. */
  find(value: object, path: string): object | undefined {
    let object: object = value;
    for (const key of path === "" ? [] : path.split(".")) {
      const next = key === "*" ? undefined : held(object, key);
      if (typeof next !== "object" || next === null) return undefined;
      object = next;
    }
    return object;
  }

  private own(object: object): ProvenanceId {
    return this.sets.union(this.contents.get(object) ?? 0, this.part(object));
  }

  /** Origins of everything inside an object, each where it stands. */
  private inside(root: object): ProvenanceId {
    let id: ProvenanceId = 0;
    let left = maxObjects;
    const visit = (object: object, path: string, depth: number): void => {
      if (left-- <= 0 || isProxy(object)) return;
      if (path !== "") id = this.sets.union(id, this.sets.place(this.own(object), path));
      // All inside a part of a judgment is a part of it.
      if (depth >= maxDepth || this.part(object) !== 0) return;
      for (const [key, value] of entriesOf(object)) visit(value, joinPath(path, key), depth + 1);
    };
    visit(root, "", 0);
    return id;
  }
}

/** What an object holds as data; undefined where only its own code, or a module that has not run yet, could tell. */
function held(object: object, key: string): unknown {
  if (isProxy(object)) return undefined;
  try {
    return dataOf(object, key)?.value;
  } catch {
    return undefined;
  }
}

/** The objects an object holds, by their keys; a collection's by `*`. */
function entriesOf(object: object): [string, object][] {
  const brand = brandOf(object);
  if (brand === "map") return collected(Map.prototype.values.call(object));
  if (brand === "set") return collected(Set.prototype.values.call(object));
  if (brand === "bytes") return [];
  const entries: [string, object][] = [];
  for (const key of Object.keys(object).slice(0, maxObjects)) {
    const value = held(object, key);
    if (typeof value === "object" && value !== null) entries.push([key.includes(".") ? "*" : key, value]);
  }
  return entries;
}

function collected(items: Iterator<unknown>): [string, object][] {
  const entries: [string, object][] = [];
  for (let next = items.next(); !next.done && entries.length < maxObjects; next = items.next())
    if (typeof next.value === "object" && next.value !== null) entries.push(["*", next.value]);
  return entries;
}
