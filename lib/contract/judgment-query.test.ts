import { expect, test } from "vitest";
import { parseQuery } from "../http";
import { judgmentQuery } from "./judgment-query";

const parse = (search: string) => parseQuery(judgmentQuery, new Request(`http://localhost/api/v1/judgments?${search}`));

test("reads numbers, moments and defaults from the query string", () => {
  expect(parse("confidenceMax=0.7&from=2026-05-12&limit=20")).toEqual({
    confidenceMax: 0.7,
    from: "2026-05-12",
    limit: 20,
    sort: "newest",
  });
});

test.each([
  ["label=wrong", "label"],
  ["task=guess", "task"],
  ["sort=random", "sort"],
  ["limit=201", "limit"],
  ["limit=0", "limit"],
  ["confidenceMin=1.5", "confidenceMin"],
  ["from=yesterday", "from"],
  ["output=a&output=b", "output"],
  ["colour=red", "colour"],
])("%s is refused, naming %s", (search, field) => {
  expect(() => parse(search)).toThrow(expect.objectContaining({ code: "invalid:request", field }));
});
