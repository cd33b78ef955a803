import { spawn } from "node:child_process";
import path from "node:path";
import { bundleContext } from "./bundle.mjs";

// `npm run dev`: the same entry as production with Next in development mode; the server restarts when its bundle changes.
// A folder of its own keeps it apart from a production server running from dist/.
const root = path.resolve(import.meta.dirname, "..");
const outdir = path.join(root, "dist/dev");
let child;

const restartPlugin = {
  name: "restart",
  setup: (build) =>
    build.onEnd(({ errors }) => {
      if (errors.length === 0) restart();
    }),
};

function restart() {
  const previous = child;
  child = undefined;
  if (!previous) return start();
  previous.once("exit", start);
  previous.kill("SIGTERM");
}

function start() {
  const entry = path.join(outdir, "main.js");
  child = spawn(process.execPath, ["--enable-source-maps", entry, "--dev"], { cwd: root, stdio: "inherit" });
}

const bundle = await bundleContext({ outdir, plugins: [restartPlugin] });
await bundle.watch();

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    const end = () => process.exit(0);
    if (!child) return end();
    child.once("exit", end);
    child.kill(signal);
  });
}
