import { processWide } from "./process-wide";

/**
 * Says one line on the console the first time this process is asked to. What goes wrong with Casebook is told so: never
 * thrown, never repeated.
 * @param line starts with `casebook: `; line breaks in it become spaces
 * @param about what it is about, where lines of different words are about the same; the line itself when left out
 */
export function tellOnce(level: "info" | "warn", line: string, about = line): void {
  const told = processWide("told", () => new Set<string>());
  if (told.has(about)) return;
  told.add(about);
  console[level](line.replace(/\s*[\r\n]\s*/g, " "));
}
