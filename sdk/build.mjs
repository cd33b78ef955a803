import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";

// Builds the package in its folder and packs it into ../dist/casebook.tgz; `node build.mjs FOLDER` does both in a folder
// of its own, for tests that must not disturb who uses the first.
const here = import.meta.dirname;
const folder = process.argv[2] === undefined ? here : path.resolve(process.argv[2]);
const { version, files } = JSON.parse(readFileSync(path.join(here, "package.json"), "utf8"));
const dist = path.join(folder, "dist");
if (folder !== here) {
  for (const name of ["package.json", "README.md", ...files.filter((name) => name !== "dist")]) {
    cpSync(path.join(here, name), path.join(folder, name), { recursive: true });
  }
}
// Files are replaced in place and leftovers removed at the end, so that a program that runs meanwhile finds them.
const startedMs = Date.now() - 1000;

const shared = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  target: "es2023",
  outdir: dist,
  define: {
    __CASEBOOK_VERSION__: JSON.stringify(version),
    __CASEBOOK_BUILD__: JSON.stringify(digestSources()),
  },
  logLevel: "warning",
};
// Splitting keeps one copy of the state that `casebook` and `casebook/otel` share.
await build({
  ...shared,
  entryPoints: { index: "src/index.ts", otel: "src/otel.ts", replay: "src/replay/index.ts" },
  splitting: true,
  chunkNames: "chunk-[hash]",
  platform: "neutral",
  external: ["@opentelemetry/*", "node:*"],
});
await build({
  ...shared,
  entryPoints: {
    build: "build/index.ts",
    next: "build/next.ts",
    "webpack-loader": "build/webpack-loader.ts",
    loader: "src/loader.ts",
    "loader-thread": "src/loader-thread.ts",
  },
  splitting: true,
  chunkNames: "build-[hash]",
  platform: "node",
  external: ["oxc-parser"],
});
await build({
  ...shared,
  entryPoints: { cli: "src/cli/cli.ts" },
  platform: "node",
  // Bundled CommonJS packages ask for `require`, which ESM does not have.
  banner: {
    js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
  },
});

const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
const tsc = [path.join(path.dirname(typescript), "bin/tsc"), "-p", "tsconfig.build.json"];
execFileSync(process.execPath, [...tsc, "--outDir", path.join(dist, "types")], { cwd: here, stdio: "inherit" });

// The contract's types are inferred by zod, whose code is bundled in: its declarations go along, so that types resolve
// where zod is not installed.
const zod = path.dirname(createRequire(import.meta.url).resolve("zod/package.json"));
const types = path.join(dist, "types");
for (const name of listDeclarations(zod)) {
  if (/^(?:index|v4\/(?:classic|core|locales)\/.*)\.d\.ts$/.test(name))
    copy(path.join(zod, name), path.join(types, "zod", name));
}
copy(path.join(zod, "LICENSE"), path.join(types, "zod/LICENSE"));

// Declarations are written without extensions; Node's own resolution of an ES module's types asks for them.
for (const name of listDeclarations(types).filter((name) => !name.startsWith("zod/"))) {
  const file = path.join(types, name);
  const up = "../".repeat(name.split("/").length - 1);
  const text = readFileSync(file, "utf8").replace(/from "zod"/g, `from "${up}zod/index"`);
  writeFileSync(file, text.replace(/((?:from|import\()\s*")(\.{1,2}\/[^"]+?)(?<!\.js)"/g, '$1$2.js"'));
}

for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  const file = path.join(dist, name);
  const found = statSync(file);
  if (found.isFile() && found.mtimeMs < startedMs) rmSync(file);
}

// The server hands this out at /casebook.tgz, so that `npm install` works before the package is on a registry.
const packed = folder === here ? path.join(here, "../dist") : folder;
mkdirSync(packed, { recursive: true });
execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", packed], {
  cwd: folder,
  stdio: "ignore",
});
renameSync(path.join(packed, `casebook-${version}.tgz`), path.join(packed, "casebook.tgz"));

/** SHA-256 of the code that the package is made of. */
function digestSources() {
  const hash = createHash("sha256");
  for (const folder of ["build", "src", "../lib"].map((name) => path.join(here, name))) {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    for (const name of names.filter((file) => /(?<!\.test)\.ts$/.test(file))) {
      hash.update(name).update(readFileSync(path.join(folder, name)));
    }
  }
  return hash.digest("hex");
}

/** Paths of the declarations below a folder, with forward slashes. */
function listDeclarations(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  return names.filter((name) => name.endsWith(".d.ts"));
}

function copy(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, readFileSync(from));
}
