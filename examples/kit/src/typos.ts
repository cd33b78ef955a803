import type { Random } from "./random.ts";

/** Types a text as people do: here and there a letter left out, doubled or swapped with the next. */
export function mistype(text: string, { random, rate }: { random: Random; rate: number }): string {
  const letters = [...text];
  for (let index = 1; index < letters.length - 1; index++) {
    if (!/[a-z]/i.test(letters[index] ?? "") || !random.chance(rate)) continue;
    const kind = random.between(0, 2);
    if (kind === 0) letters[index] = "";
    else if (kind === 1) letters[index] += letters[index] ?? "";
    else [letters[index], letters[index + 1]] = [letters[index + 1] ?? "", letters[index] ?? ""];
  }
  return letters.join("");
}
