import { redirect } from "next/navigation";
import { expect, test } from "vitest";
import { reach } from "./reach";

test("a call that reaches the server gives what the server answered", async () => {
  expect(await reach(Promise.resolve({ ok: true, data: 7 }))).toEqual({ ok: true, data: 7 });
});

test("a call that does not reach the server answers as a failed action does", async () => {
  const answer = await reach(Promise.reject(new TypeError("Failed to fetch")));
  expect(answer).toMatchObject({ ok: false, error: { code: "internal:unreachable" } });
});

test("a redirect to the sign-in page is left to Next", async () => {
  const call = reach((async () => redirect("/sign-in"))());
  await expect(call).rejects.toMatchObject({ digest: expect.stringContaining("/sign-in") });
});
