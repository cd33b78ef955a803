/** Truth against answer, as a text table with the share that is right. */
export function formatConfusion(title: string, pairs: { truth: string; answer: string }[]): string {
  const labels = [...new Set(pairs.flatMap(({ truth, answer }) => [truth, answer]))].sort();
  const counts = new Map<string, number>();
  for (const { truth, answer } of pairs) {
    const key = `${truth}\n${answer}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const width = Math.max(...labels.map((label) => label.length), 6) + 2;
  const rows = labels.map((truth) =>
    [truth, ...labels.map((answer) => String(counts.get(`${truth}\n${answer}`) ?? 0))]
      .map((cell, index) => (index === 0 ? cell.padEnd(width) : cell.padStart(width)))
      .join(""),
  );
  const right = pairs.filter(({ truth, answer }) => truth === answer).length;
  const share = ((100 * right) / pairs.length).toFixed(1);
  const head = ["truth".padEnd(width), ...labels.map((label) => label.padStart(width))].join("");
  return [`${title}: ${right} of ${pairs.length} right (${share} %)`, head, ...rows].join("\n");
}
