import type { Writer } from "./writer/start-writer";

const idleMs = 2_000;
/** Deriving long traces takes at most a fifth of the writer's time. */
const restFactor = 4;

/**
 * Goes on with work that outlives its request, a piece at a time between other writes, also from where the last
 * process left off: past judgments whose point has changed its shape, and long traces that have grown.
 * @returns stops it
 */
export function startBackgroundWrites(writer: Writer, { publicUrl }: { publicUrl: string }): () => void {
  const stops = [
    repeat(async () => {
      const { isDone } = await writer.write("continueReprojection", {});
      return isDone ? idleMs : 0;
    }),
    repeat(async () => {
      const started = performance.now();
      await writer.write("deriveStale", { publicUrl });
      return Math.max(idleMs, restFactor * (performance.now() - started));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** @param work one piece; resolves to the milliseconds until the next */
function repeat(work: () => Promise<number>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function step(): Promise<void> {
    // A failed piece is logged by the writer and tried again later.
    const waitMs = await work().catch(() => idleMs);
    if (!isStopped) timer = setTimeout(step, waitMs);
  }

  void step();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
