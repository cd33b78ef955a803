import { expect, it } from "vitest";
import { findBrokenArrows, readImports } from "./arrows.mjs";

const broken = (file: string, source: string) => findBrokenArrows({ [file]: source });

it("lets imports follow the arrows", () => {
  const files = {
    "app/[project]/page.tsx":
      'import { listTraces } from "@/db/queries/traces";\nimport { Card } from "@/components/ui/card";',
    "server/main.ts": 'import { openDatabase } from "../db/open";',
    "db/queries/traces.ts": 'import { CasebookError } from "../../lib/errors";',
    "sdk/src/judge.ts": 'import { tasks } from "../../lib/contract/vocabulary";',
    "e2e/operator.spec.ts": 'import { judge } from "casebook";',
    "lib/format.ts": 'import { z } from "zod";',
  };
  expect(findBrokenArrows(files)).toEqual([]);
});

it.each([
  ["lib/format.ts", 'import { db } from "../db/open";', "lib may import nothing but itself"],
  ["lib/format.ts", 'import { memo } from "react";', "lib stays free of react"],
  ["db/queries/traces.ts", 'import { db } from "@/app/db";', "db may import lib"],
  ["components/judgment/card.tsx", 'import { write } from "@/app/db";', "components may import lib"],
  ["server/main.ts", 'import page from "../app/[project]/page";', "server may import components, db, lib"],
  ["app/[project]/page.tsx", 'import { sql } from "drizzle-orm";', "app stays free of drizzle-orm"],
  ["app/[project]/page.tsx", 'import { start } from "@/server/main";', "app may import components, db, lib"],
  ["sdk/src/judge.ts", 'import { parseEnv } from "../../lib/env";', "sdk may import lib/branches, lib/contract"],
  ["lib/cases/make.ts", 'import { judge } from "casebook";', "lib may import nothing but itself"],
])("refuses %s with %s", (file, source, why) => {
  expect(broken(file, source)).toEqual([expect.stringContaining(why)]);
});

it("lets the vocabulary import nothing at all", () => {
  expect(broken("lib/contract/vocabulary.ts", 'import { z } from "zod";')).toHaveLength(1);
});

it("gives a client component a row's type and never a value", () => {
  const client = (line: string) => `"use client";\n${line}`;
  const file = "app/[project]/decisions/decisions-table.tsx";
  expect(broken(file, client('import type { Judgment } from "@/db/schema/judgments";'))).toEqual([]);
  expect(broken(file, client('import { judgments } from "@/db/schema/judgments";'))).toHaveLength(1);
  expect(broken(file, client('import type { ListedSuite } from "@/db/queries/suites";'))).toEqual([]);
  expect(broken("components/judgment/card.tsx", 'import { type Judgment } from "@/db/schema/judgments";')).toEqual([]);
  expect(broken("components/judgment/card.tsx", 'import type { Db } from "@/db/database";')).toHaveLength(1);
});

it("lets a test read with the real decoder and the real tables", () => {
  expect(broken("sdk/test/receiver.ts", 'import { decodeTraces } from "../../lib/otlp/decode";')).toEqual([]);
  expect(broken("server/door.test.ts", 'import { sql } from "drizzle-orm";')).toEqual([]);
  expect(broken("lib/format.test.ts", 'import { openDatabase } from "../db/open";')).toHaveLength(1);
});

it("sees imports over several lines, re-exports and dynamic imports", () => {
  const source = [
    'import {\n  type A,\n  b,\n} from "./one";',
    'export * from "./two";',
    'export type { C } from "./three";',
    'const four = await import("./four");',
    'import "./five.css";',
    '// import { d } from "./six";',
    "const snippet = `",
    'import { e } from "./seven";',
    "`;",
  ].join("\n");
  expect(readImports(source)).toEqual([
    { specifier: "./one", isType: false },
    { specifier: "./two", isType: false },
    { specifier: "./three", isType: true },
    { specifier: "./four", isType: false },
    { specifier: "./five.css", isType: false },
  ]);
});
