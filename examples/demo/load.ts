import { readArguments } from "./src/arguments.ts";
import { playDemo } from "./src/play-demo.ts";

try {
  const options = readArguments(process.argv.slice(2), process.env);
  console.log(`Demo: running the example programs over ${options.count} inputs`);
  const started = performance.now();
  await playDemo(options, (line) => console.log(line));
  console.log(`Demo: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
} catch (error) {
  console.error(`Demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
