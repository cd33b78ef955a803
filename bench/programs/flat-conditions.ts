/** Thirty conditions in a row, each of one number: what recording one of them costs. */
export function countBelow(n: number): number {
  "use audit";
  let hits = 0;
  if (n > 1) hits++;
  if (n > 2) hits++;
  if (n > 3) hits++;
  if (n > 4) hits++;
  if (n > 5) hits++;
  if (n > 6) hits++;
  if (n > 7) hits++;
  if (n > 8) hits++;
  if (n > 9) hits++;
  if (n > 10) hits++;
  if (n > 11) hits++;
  if (n > 12) hits++;
  if (n > 13) hits++;
  if (n > 14) hits++;
  if (n > 15) hits++;
  if (n > 16) hits++;
  if (n > 17) hits++;
  if (n > 18) hits++;
  if (n > 19) hits++;
  if (n > 20) hits++;
  if (n > 21) hits++;
  if (n > 22) hits++;
  if (n > 23) hits++;
  if (n > 24) hits++;
  if (n > 25) hits++;
  if (n > 26) hits++;
  if (n > 27) hits++;
  if (n > 28) hits++;
  if (n > 29) hits++;
  if (n > 30) hits++;
  return hits;
}
