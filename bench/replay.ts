import { recordsOfSpans, replay as replayRecord } from "casebook/replay";
import { type RecordedProgram, recordPrograms } from "./example-workflows.ts";
import { measureAsync } from "./measure.ts";
import { startProvider } from "./recorded.ts";
import type { Figure, Subject } from "./subject.ts";

const executions = 256;

/** Recorded executions run again, one after another on one core, each compared with its record. */
export const replay: Subject = {
  title: "Replay",
  measure: async () => {
    startProvider();
    const programs = await recordPrograms(executions);
    const figures: Figure[] = [];
    for (const program of programs) figures.push(await measureProgram(program));
    return figures;
  },
};

async function measureProgram({ name, workflow, spans }: RecordedProgram): Promise<Figure> {
  const records = recordsOfSpans(spans);
  const ns = await measureAsync(records.length, async () => {
    for (const record of records) {
      const { verdict } = await replayRecord(record, workflow);
      if (verdict !== "identical") throw new Error(`A replay of the ${name} ended ${verdict}.`);
    }
  });
  const perSecond = 1e9 / ns;
  return {
    what: `${name}: executions replayed in a second`,
    figure: Math.round(perSecond).toLocaleString("en"),
    goal: "≥ 10,000",
    isReached: perSecond >= 10_000,
  };
}
