/** Seeded chance (mulberry32): the same seed always gives the same run of numbers. */
export type Random = {
  /** At least 0, below 1. */
  next: () => number;
  /** A whole number from `from` to `to`, both included. */
  between: (from: number, to: number) => number;
  pick: <Item>(items: readonly Item[]) => Item;
  /** Picks by weight. */
  weighted: <Item extends string>(weights: Record<Item, number>) => Item;
  chance: (probability: number) => boolean;
};

export function createRandom(seed: number | string): Random {
  let state = typeof seed === "number" ? seed : hash(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: <Item>(items: readonly Item[]) => {
      if (items.length === 0) throw new Error("Nothing to pick from.");
      return items[Math.floor(next() * items.length)] as Item;
    },
    weighted: (weights) => {
      const entries = Object.entries<number>(weights);
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const found = entries.find(([, weight]) => {
        rest -= weight;
        return rest < 0;
      });
      return (found ?? entries[0])?.[0] as keyof typeof weights;
    },
    chance: (probability) => next() < probability,
  };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value | 0;
}
