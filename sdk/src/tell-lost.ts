import { tellOnce } from "./tell-once";

/** Says in one line that a server does not take what is recorded, be it spans or the sources of captured branches. */
export function tellLost(endpoint: string, error: unknown): void {
  const text = error instanceof Error ? error.message || error.name : String(error);
  const why = /abort|timed out|timeout/i.test(text) ? "no answer in time" : text;
  tellOnce("warn", `casebook: ${endpoint} does not take what is recorded (${why}); the program goes on`, endpoint);
}
