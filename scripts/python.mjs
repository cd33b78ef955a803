import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Ways to install Python without asking, by the program that does it, where this process may. */
const installers = [
  { program: "apt-get", steps: [["update"], ["install", "-y", "--no-install-recommends", "python3", "python3-venv"]] },
  { program: "dnf", steps: [["install", "-y", "python3"]] },
  { program: "apk", steps: [["add", "python3"]] },
];

/**
 * A virtual environment with the packages of a folder's `requirements.txt`, kept in its `.venv` until that changes.
 * @returns the environment's Python
 * @throws Error that says how to get Python where this cannot install it, or what pip said
 */
export function preparePython(folder) {
  const requirements = path.join(folder, "requirements.txt");
  const venv = path.join(folder, ".venv");
  const python = path.join(venv, "bin/python");
  const stamp = path.join(venv, "installed.txt");
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && isWorking(python)) return python;
  ensurePython();
  rmSync(venv, { recursive: true, force: true });
  const flags = ["install", "--quiet", "--disable-pip-version-check", "-r", requirements];
  runOrThrow("python3", ["-m", "venv", venv], "Python could not make a virtual environment");
  runOrThrow(python, ["-m", "pip", ...flags], "pip could not install the packages of requirements.txt");
  writeFileSync(stamp, wanted);
  return python;
}

function ensurePython() {
  if (canMakeVenv()) return;
  const installer = installers.find(({ program }) => process.getuid?.() === 0 && isWorking(program));
  for (const args of installer?.steps ?? []) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync(installer.program, args, { stdio: ["ignore", "ignore", "inherit"], env });
  }
  if (canMakeVenv()) return;
  throw new Error("This needs Python 3 with venv. Install it (Debian: `apt-get install python3 python3-venv`).");
}

/** Debian has Python without venv: its package python3-venv brings ensurepip. */
function canMakeVenv() {
  return spawnSync("python3", ["-c", "import venv, ensurepip"], { stdio: "ignore" }).status === 0;
}

function isWorking(program) {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

function runOrThrow(program, args, problem) {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`${problem}:\n${stderr}`);
}
