import { documentTexts, installedFiles, lockedTexts, repositoryFiles, repositoryNames, unique } from "./inputs";

/** A published package, and what it is asked. */
export type Subject = {
  name: string;
  /** Its entry, where that is not what `require` takes. */
  file?: string;
  inputs: unknown[];
  /** One question; what it gives, or the error it throws, is compared. */
  // biome-ignore lint/suspicious/noExplicitAny: each package exports something else
  ask: (library: any, input: any) => unknown;
};

const { versions, ranges, addresses } = lockedTexts();

/** Parsers, validators and formatters, each asked with real files and texts. */
export function subjects(): Subject[] {
  const words = documentTexts(60);
  return [
    {
      name: "acorn",
      inputs: installedFiles("{qs,semver,ms,picomatch,validator}/**/*.js", { most: 20, maxBytes: 2_500 }),
      ask: (acorn, text) =>
        acorn.parse(text, { ecmaVersion: "latest", sourceType: "script", locations: true, allowHashBang: true }),
    },
    {
      name: "@babel/parser",
      file: "lib/index.js",
      inputs: repositoryFiles(/^(lib|sdk\/src|components)\/.*\.tsx?$/, 2_000).slice(0, 20),
      ask: (babel, { text }) =>
        babel.parse(text, { sourceType: "module", plugins: ["typescript", "jsx"], errorRecovery: true }).program,
    },
    {
      name: "marked",
      file: "lib/marked.umd.js",
      inputs: [
        ...repositoryFiles(/\.md$/, 40_000).map(({ text }) => text),
        ...installedFiles("*/README.md", { most: 40, maxBytes: 20_000 }),
      ],
      ask: (marked, text) => marked.parse(text),
    },
    {
      name: "validator",
      inputs: unique([
        ...words,
        ...addresses.slice(0, 10),
        ...versions.slice(0, 10),
        "a@b.example",
        "192.168.0.1",
        "2026-01-31",
        "DE89370400440532013000",
      ]),
      ask: (validator, text) =>
        Object.keys(validator)
          .sort()
          .map((name) => (typeof validator[name] === "function" ? outcomeOf(() => validator[name](text)) : "")),
    },
    {
      name: "semver",
      inputs: ranges.slice(0, 80),
      ask: (semver, range) => [
        semver.validRange(range),
        semver.maxSatisfying(versions.slice(0, 12), range),
        outcomeOf(() => semver.minVersion(range)?.version),
        semver.coerce(range)?.version,
        semver.valid(range),
      ],
    },
    {
      name: "yaml",
      inputs: [
        ...installedFiles("{*,*/*}/.{github,eslintrc,travis}{/*,}.{yml,yaml}", { most: 12, maxBytes: 1_500 }),
        ...installedFiles("*/package.json", { most: 12, maxBytes: 3_000 }),
      ],
      ask: (yaml, text) => [
        yaml.parse(text),
        yaml.stringify(yaml.parse(text)),
        yaml.parseDocument(text).errors.map(String),
      ],
    },
    {
      name: "qs",
      inputs: installedFiles("*/package.json", { most: 60, maxBytes: 3_000 }),
      ask: (qs, text) =>
        ["indices", "brackets", "repeat", "comma"].map((arrayFormat) => {
          const written = qs.stringify(JSON.parse(text), { arrayFormat, allowDots: arrayFormat === "comma" });
          return [written, qs.parse(written, { depth: 8, parameterLimit: 200 })];
        }),
    },
    {
      name: "ms",
      inputs: [
        ...["", "ms", "s", " sec", "m", " minutes", "h", " hrs", "d", " days", "w", "y", " years", "x"].flatMap(
          (unit) => ["1", "-1.5", "100", ".5", "1e3", "a"].map((number) => number + unit),
        ),
        0,
        1,
        -999,
        60_000,
        5e9,
        Number.NaN,
        null,
      ],
      ask: (ms, given) => [outcomeOf(() => ms(given)), outcomeOf(() => ms(given, { long: true }))],
    },
    {
      name: "picomatch",
      inputs: [
        "**/*.ts",
        "*.{js,mjs,ts}",
        "lib/**",
        "!**/*.test.ts",
        "sdk/{src,test}/**/*.ts",
        "app/\\[project\\]/**",
        "**/+(a|b)*",
        "docs/??*.md",
        "[a-m]*/**",
        "{app,components}/**/*.{ts,tsx}",
        "**/!(*.test).ts",
        "@(README|CHANGELOG).md",
      ],
      ask: (picomatch, glob) => {
        const isMatch = picomatch(glob);
        return [
          picomatch.makeRe(glob)?.source,
          repositoryNames().filter((name) => isMatch(name)),
          picomatch.scan(glob),
        ];
      },
    },
  ];
}

/** What a call gives, or the name and message of what it throws. */
export function outcomeOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  }
}
