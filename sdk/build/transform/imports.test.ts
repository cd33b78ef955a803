import { transformSync } from "esbuild";
import { expect, it } from "vitest";
import { transform } from ".";

it("reads an import as often as the source does: behind it may be a getter of another module", () => {
  const source = `"use audit";
    import { order } from "./order";
    export function policy() { return order?.total ?? 0 }`;
  const reads: string[] = [];
  const other = {
    get order() {
      reads.push("order");
      return { total: 7 };
    },
  };
  const { code } = transform(source, { file: "a.ts" }) ?? { code: "" };
  const compiled = transformSync(code, { loader: "ts", format: "cjs" }).code;
  const module = { exports: {} as { policy: () => number } };
  new Function("require", "module", "exports", compiled)(() => other, module, module.exports);
  expect(module.exports.policy()).toBe(7);
  expect(reads).toEqual(["order"]);
});
