import { main } from "./main";

// Set, not exit(): what was written to a pipe must be read first.
process.exitCode = await main(process.argv.slice(2), process);
