import { start } from "casebook/otel";
import { type Cause, createDelayDesk } from "./settle-delay.ts";

const telemetry = start({ service: "late-parcel", version: "1.0.0" });
const settleDelay = createDelayDesk(readCause);
for (const delay of [
  { id: "P-1", text: "The driver lost it twice.", days: 7 },
  { id: "P-2", text: "Snow on all roads.", days: 12 },
  { id: "P-3", text: "There is no house with that number.", days: 2 },
]) {
  console.log(`${delay.id}  ${await settleDelay(delay)}  ${delay.text}`);
}
await telemetry.stop();

/** Stands in for a model: looks for a word. */
function readCause(text: string): Cause {
  if (/driver|depot/i.test(text)) return "carrier";
  if (/snow|storm/i.test(text)) return "weather";
  return /house|street/i.test(text) ? "address" : "customs";
}
