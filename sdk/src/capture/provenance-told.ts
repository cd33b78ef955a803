import type { ProvenanceLink } from "../../../lib/contract/rows";
import type { BranchRun } from "./branch-run";
import type { Origin, Provenance, ProvenanceId } from "./provenance";

/**
 * Links told of one row, the strongest first, and of one branch: its rows share 32 KiB with them. Past `manyLinks` a
 * judgment is told once a row, by one of its parts.
 */
const maxLinksPerRow = 20;
const manyLinks = 300;
const maxLinksPerBranch = 480;

/** What a branch has been told: numbers by set and by the text of its links, and how many links there are. */
type Telling = { numbers: (number | undefined)[]; byText: Map<string, number>; links: number };

/** A set's links as a row tells them; `isCut` where there are more. */
type Words = { links: ProvenanceLink[]; text: string; isCut: boolean };

/** Numbers the sets of origins that the rows of a branch name, and writes them into its `pv`. */
export class Told {
  private readonly branches = new WeakMap<BranchRun, Telling>();
  private current: BranchRun | undefined;
  private telling: Telling = { numbers: [], byText: new Map(), links: 0 };
  private readonly known: (Words | undefined)[] = [];
  private readonly sets: Provenance;

  constructor(sets: Provenance) {
    this.sets = sets;
  }

  /** A set's number in its branch; 0 where nothing is linked, or no more can be told. */
  number(branch: BranchRun, id: ProvenanceId): number {
    if (branch !== this.current) {
      this.current = branch;
      this.telling = this.branches.get(branch) ?? { numbers: [], byText: new Map(), links: 0 };
      this.branches.set(branch, this.telling);
    }
    const number = this.telling.numbers[id];
    if (number !== undefined) return number;
    const added = this.addTo(branch, this.telling, id);
    this.telling.numbers[id] = added;
    return added;
  }

  private addTo({ log }: BranchRun, telling: Telling, id: ProvenanceId): number {
    const { links, text, isCut } =
      telling.links < manyLinks ? this.wordsOf(id) : words(firstOfEach(this.sets.list(id)));
    if (isCut) log.isShortOfLinks = true;
    const known = telling.byText.get(text);
    if (known !== undefined) return known;
    if (links.length === 0) return 0;
    if (telling.links + links.length > maxLinksPerBranch) {
      log.isShortOfLinks = true;
      return 0;
    }
    telling.links += links.length;
    const number = log.pv.push(links) - 1;
    telling.byText.set(text, number);
    return number;
  }

  /** An execution's branches tell the same sets again and again. */
  private wordsOf(id: ProvenanceId): Words {
    this.known[id] ??= words(this.sets.list(id));
    return this.known[id];
  }
}

function words(origins: readonly Origin[]): Words {
  const links = origins.slice(0, maxLinksPerRow).map(({ spanId, via, field, at }): ProvenanceLink => {
    return at === "" ? [spanId, via, field] : [spanId, via, field, at];
  });
  return { links, text: JSON.stringify(links), isCut: origins.length > links.length };
}

function firstOfEach(origins: readonly Origin[]): Origin[] {
  const found = new Map<string, Origin>();
  for (const origin of origins) if (!found.has(origin.spanId)) found.set(origin.spanId, origin);
  return [...found.values()];
}
