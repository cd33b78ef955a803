const told = new Set<string>();

/** Says a line on the console the first time it is asked to in this process. */
export function tellOnce(level: "info" | "warn", line: string): void {
  const text = line.replace(/\s*\n\s*/g, " ");
  if (told.has(text)) return;
  told.add(text);
  console[level](text);
}
