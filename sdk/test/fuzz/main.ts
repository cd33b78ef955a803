import { runCampaign } from "./campaign";
import { off, recordingWays } from "./ways";

/**
 * One campaign in a process of its own: `main SEED PROGRAMS MAX_FAILURES SHRINK_MS` writes its outcome as JSON. The
 * programs replace nothing outside their world, but break promises and run out of stack, which a test runner's own
 * process would take for its own.
 */
const [seed = 1, programs = 100, maxFailures = 1, shrinkMs = 0] = process.argv.slice(2).map(Number);
Error.stackTraceLimit = 60;
const outcome = await runCampaign({ seed, programs, maxFailures, shrinkMs, ways: [off, ...recordingWays()] });
process.stdout.write(JSON.stringify(outcome));
