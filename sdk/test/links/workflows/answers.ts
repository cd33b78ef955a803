/**
 * What a point may answer, by the first letter of its name: `w` a word, `n` a number, `c` a claim. Small, so that a
 * perturbation tries much of it.
 */
export function answersOf(point: string): unknown[] {
  switch (point[0]) {
    case "w":
      return ["a", "b", "c", "d", ""];
    case "n":
      return [0, 1, 2, 3, 4, 5];
    default:
      return [0, 1, 2, 3, 4].map((seed) => ({
        kind: "abcad"[seed],
        days: seed * 2,
        tags: ["a", "b", "c"].slice(0, seed + 1),
        parts: [
          { kind: "cabdb"[seed], days: seed },
          { kind: "b", days: 3 - seed },
        ],
        level: { deep: 3 - seed },
      }));
  }
}
