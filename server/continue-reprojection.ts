import type { Writer } from "./writer/start-writer";

const idleMs = 2_000;

/**
 * Goes on applying changed point shapes to past judgments, a chunk at a time between other writes; also from where
 * the last process left off.
 * @returns stops it
 */
export function continueReprojections(writer: Writer): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function step(): Promise<void> {
    // A failed chunk is logged by the writer and tried again later.
    const { isDone } = await writer.write("continueReprojection", {}).catch(() => ({ isDone: true }));
    if (!isStopped) timer = setTimeout(step, isDone ? idleMs : 0);
  }

  void step();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
