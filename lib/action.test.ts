import { redirect } from "next/navigation";
import { expect, it } from "vitest";
import { z } from "zod";
import { action } from "./action";
import { CasebookError } from "./errors";

it("lets a redirect through to Next, so that a lapsed session leads to the sign-in page", async () => {
  const act = action(z.object({}), async () => redirect("/sign-in"));
  await expect(act({})).rejects.toMatchObject({ digest: expect.stringContaining("/sign-in") });
});

it("answers what went wrong as data", async () => {
  const refuse = action(z.object({}), async () => {
    throw new CasebookError("not_found:judgment", "There is no such judgment.");
  });
  expect(await refuse({})).toEqual({
    ok: false,
    error: { code: "not_found:judgment", message: "There is no such judgment." },
  });
  expect(await refuse(1 as never)).toMatchObject({ ok: false });
});
