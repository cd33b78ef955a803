import path from "node:path";

/** What each folder may import besides itself (style.md, section 1). An entry may name a folder inside a folder. */
const arrows = {
  app: ["components", "db", "lib"],
  server: ["components", "db", "lib"],
  components: ["lib"],
  db: ["lib"],
  lib: [],
  sdk: ["lib/branches", "lib/contract", "lib/stats", "lib/runs", "lib/decisions", "lib/exports"],
  e2e: ["sdk", "db"],
  examples: ["sdk"],
  bench: ["sdk"],
  scripts: ["lib"],
};

/** What a test may use besides: the real decoder to read what the SDK sent, the real build of the server. */
const testsMayImport = ["lib", "scripts"];

const storage = ["better-sqlite3", "drizzle-orm", "pg"];
const screens = ["next", "react", "react-dom"];

/** Packages that a folder stays free of: SQL lives in db alone, and lib is plain functions. */
const foreignPackages = {
  app: storage,
  server: storage,
  components: storage,
  db: screens,
  lib: [...storage, ...screens],
  sdk: [...storage, ...screens],
};

// Static imports begin a line in formatted code; anything else that looks like one is text.
const importPattern =
  /^\s*(?:import|export)\s+(?<clause>(?:type\s+)?[\w$*{][^;"'`]*?)\sfrom\s*["'](?<from>[^"']+)["']|^\s*import\s*["'](?<bare>[^"']+)["']|(?<![\w$.])import\(\s*["'](?<dynamic>[^"']+)["']\s*\)/gm;

/**
 * Finds the imports that point the wrong way.
 * @param files source text by path from the root of the repository
 * @returns one sentence for each, in the order of the files
 */
export function findBrokenArrows(files) {
  return Object.entries(files).flatMap(([file, source]) =>
    readImports(source).flatMap((one) => {
      const problem = judgeImport(file, source, one);
      return problem ? [`${file} imports ${one.specifier}: ${problem}`] : [];
    }),
  );
}

/** Lists a module's imports; one that takes types alone is marked so. */
export function readImports(source) {
  const code = source.replace(/^\s*(?:\/\/.*|\/\*[\s\S]*?\*\/)/gm, "");
  // Imports stand before the first template: later ones are code that the module writes for somebody else.
  const head = code.indexOf("`") < 0 ? code.length : code.indexOf("`");
  const found = [...code.matchAll(importPattern)].filter(({ groups, index }) => groups.dynamic || index < head);
  return found.map(({ groups }) => ({
    specifier: groups.from ?? groups.bare ?? groups.dynamic,
    isType: groups.clause !== undefined && isTypeClause(groups.clause),
  }));
}

function isTypeClause(clause) {
  if (clause.startsWith("type ")) return true;
  const names = /^\{([^}]*)\}$/.exec(clause.trim())?.[1]?.split(",");
  return names?.every((name) => name.trim() === "" || name.trim().startsWith("type ")) ?? false;
}

function judgeImport(file, source, { specifier, isType }) {
  const folder = file.split("/", 1)[0];
  if (!(folder in arrows)) return undefined;
  if (file === "lib/contract/vocabulary.ts") return "the vocabulary imports nothing, so that anything may import it";
  const target = resolveTarget(file, specifier);
  const isTest = /\.(test|spec)\.tsx?$|\/test(ing)?\//.test(file);
  if (target === undefined) {
    if (isTest) return undefined;
    const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
    return foreignPackages[folder]?.includes(name) ? `${folder} stays free of ${name}` : undefined;
  }
  const targetFolder = target.split("/", 1)[0];
  const isClient = /^\s*["']use client["']/m.test(source.slice(0, 2000));
  if (targetFolder === "db" && folder === "components") {
    return isType && target.startsWith("db/schema") ? undefined : "components take types from db/schema alone";
  }
  if (targetFolder === "db" && isClient) return isType ? undefined : "a client component takes types from db, no value";
  if (targetFolder === folder || !(targetFolder in arrows)) return undefined;
  if (isTest && testsMayImport.includes(targetFolder)) return undefined;
  const isAllowed = arrows[folder].some((to) => target === to || target.startsWith(`${to}/`));
  return isAllowed ? undefined : `${folder} may import ${arrows[folder].join(", ") || "nothing but itself"}`;
}

/** The path an import leads to, from the root; undefined for a package that is not ours. */
function resolveTarget(file, specifier) {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier === "casebook" || specifier.startsWith("casebook/")) return `sdk/${specifier}`;
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(file), specifier);
  return undefined;
}
