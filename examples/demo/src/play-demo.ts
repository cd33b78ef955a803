import path from "node:path";
import { start } from "casebook/otel";
import { createRandom } from "example-kit";
import type { DemoArguments } from "./arguments.ts";
import { findCheckout } from "./checkout.ts";
import { playComplaints } from "./play-complaints.ts";
import { playOrders } from "./play-orders.ts";
import { createPlayedTime } from "./played-time.ts";
import type { Program } from "./program.ts";
import { scheduleTimes, versionAt } from "./schedule.ts";
import { createSeededIds } from "./seeded-ids.ts";

/** Few enough to fit in one batch while the one before is on its way: every export is awaited, nothing drops. */
const casesPerBatch = 50;

/**
 * Plays both programs and sends what they record.
 * @param report gets a line now and then
 * @throws when the server does not take the spans
 */
export async function playDemo(
  { endpoint, key, count, nowMs }: DemoArguments,
  report: (line: string) => void,
): Promise<void> {
  const time = createPlayedTime();
  const ids = createSeededIds();
  const telemetry = start({
    service: "casebook-demo",
    endpoint,
    ...(key && { apiKey: key }),
    // Source that differs from its commit must not be linked to it.
    commit: "",
    ...findCheckout(path.resolve(import.meta.dirname, "../..")),
    clock: time.now,
    idGenerator: ids,
  });
  const random = createRandom("demo");
  const cases = dealCases([playComplaints(time), playOrders(time)], count);
  const times = scheduleTimes({ count: cases.length, nowMs, random });
  let sent = Promise.resolve();
  for (const [done, { program, index }] of cases.entries()) {
    const at = times[done] ?? nowMs;
    time.set(at);
    ids.startCase(`${program.name} ${program.idOf(index)}`);
    // A workflow that fails is recorded as failed, which the demo wants to show; it ends only that one case.
    await program.run(index, versionAt({ at, nowMs, random })).catch(() => undefined);
    if (done % casesPerBatch === casesPerBatch - 1) {
      await sent;
      sent = telemetry.flush();
      // Awaited above or below; a refusal must not count as unhandled until then.
      sent.catch(() => undefined);
    }
    if (done % 600 === 599) report(`Demo: ${done + 1} of ${cases.length} decisions`);
  }
  await sent;
  await telemetry.flush();
  await telemetry.stop();
}

/** Takes turns between the programs in proportion to their inputs, each from its first input on. */
function dealCases(programs: Program[], count: number): { program: Program; index: number }[] {
  const total = programs.reduce((sum, { size }) => sum + size, 0);
  const share = Math.min(1, count / total);
  return programs
    .flatMap((program) => {
      const size = Math.round(program.size * share);
      return Array.from({ length: size }, (_, index) => ({ program, index, place: (index + 0.5) / size }));
    })
    .sort((a, b) => a.place - b.place);
}
