import { expect, it } from "vitest";
import { sourceLink } from "./source-link";

const commit = "4f2a9c1";

it("links a file and line at its commit", () => {
  const repository = "https://github.com/acme/orders.git";
  expect(sourceLink({ repository, commit, file: "./src/policy v2.ts", line: 14 })).toBe(
    "https://github.com/acme/orders/blob/4f2a9c1/src/policy%20v2.ts#L14",
  );
  expect(sourceLink({ repository, commit })).toBe("https://github.com/acme/orders/commit/4f2a9c1");
});

it("reads ssh addresses and GitLab's own form", () => {
  expect(sourceLink({ repository: "git@gitlab.com:acme/orders.git", commit })).toBe(
    "https://gitlab.com/acme/orders/-/commit/4f2a9c1",
  );
});

it("makes no link of what is not a plain web address", () => {
  for (const repository of [
    "javascript:alert(1)//",
    "https://user:secret@host/x",
    "file:///etc/passwd",
    "orders",
    null,
  ]) {
    expect(sourceLink({ repository, commit })).toBeUndefined();
  }
  expect(sourceLink({ repository: "https://github.com/acme/orders", commit: null })).toBeUndefined();
});
