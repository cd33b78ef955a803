import { expect, it } from "vitest";
import { findNodePackage, isNewEnough } from "./node.mjs";

it.each(["v18.20.8", "v20.20.2", "v22.11.0"])("goes on under another Node where the machine's is %s", (version) => {
  expect(isNewEnough(version)).toBe(false);
});

it.each(["v22.12.0", "v24.21.0", "v26.0.0"])("stays with Node %s", (version) => {
  expect(isNewEnough(version)).toBe(true);
});

it("has a Node for Linux and macOS on both processors, and none for what it cannot run on", () => {
  for (const platform of ["linux", "darwin"]) {
    for (const arch of ["x64", "arm64"]) expect(findNodePackage({ platform, arch })).toHaveProperty("version");
  }
  expect(findNodePackage({ platform: "linux", arch: "x64", isMusl: true })).toBeUndefined();
  expect(findNodePackage({ platform: "sunos", arch: "x64" })).toBeUndefined();
});
