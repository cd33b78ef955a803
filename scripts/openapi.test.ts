import { globSync, readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { endpoints } from "../lib/contract/endpoints";
import { describeApi } from "../lib/contract/openapi";
import { renderApi } from "./render-api";

const description = describeApi({ serverUrl: "http://127.0.0.1:3000" });

/** `GET /api/v1/traces/{traceId}` for each method that each route file exports. */
function listRoutes(): string[] {
  return globSync("app/api/v1/**/route.ts").flatMap((file) => {
    const path = file.replace(/^app|\/route\.ts$/g, "").replace(/\[(\w+)\]/g, "{$1}");
    const source = readFileSync(file, "utf8");
    const methods = [...source.matchAll(/^export (?:const|(?:async )?function) (GET|POST|PUT|PATCH|DELETE)\b/gm)];
    return methods.map(([, method]) => `${method} ${path}`);
  });
}

it("describes every route there is, and no other", () => {
  expect(Object.keys(endpoints).sort()).toEqual(listRoutes().sort());
});

it("is a valid OpenAPI 3.1 document", async () => {
  const result = await new Validator().validate(structuredClone(description));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

it("names each operation once and resolves every reference", () => {
  const operations = Object.values(description.paths).flatMap((path) => Object.values(path)) as {
    operationId: string;
  }[];
  const ids = operations.map((operation) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const text = JSON.stringify(description);
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? "");
  const isKnown = (target: string) => target.replace("#/components/schemas/", "") in description.components.schemas;
  expect(references.filter((target) => !isKnown(target))).toEqual([]);
});

it("tells the scope each endpoint asks for", () => {
  for (const [key, { scope }] of Object.entries(endpoints)) {
    if (key === "GET /api/v1/openapi.json") continue;
    const [method, path = ""] = key.split(" ");
    const file = `app${path.replace(/\{(\w+)\}/g, "[$1]")}/route.ts`;
    expect(readFileSync(file, "utf8"), key).toMatch(
      new RegExp(`${method}\\b[^;]*?endpoint(?:<[^(]*>)?\\(\\s*"${scope}"`),
    );
  }
});

it("is what docs/reference/api.md says", async () => {
  await expect(renderApi()).toMatchFileSnapshot("../docs/reference/api.md");
});
