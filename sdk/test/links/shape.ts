/** `[point, via, field]` of a link that a condition must carry. */
export type ExpectedLink = [point: string, via: "value" | "control" | "window", field: string];

/** One way data takes from a judgment to a condition. */
export type Shape = {
  /** Heading it stands under in docs/reference/links.md. */
  group: string;
  /** What it shows, in a few words. */
  name: string;
  /**
   * A script that declares `shape`, audited, which is run as a workflow. `ask(point)` makes a judgment of that point
   * and gives its promise.
   */
  code: string;
  /** What the judgments answer, by point: the answer alone, or with confidence and scores. */
  answers: Record<string, unknown>;
  /** Links by the text of the condition, exactly these. */
  expect: Record<string, ExpectedLink[]>;
  /** Why there is no link although the condition depends on a judgment. */
  limit?: string;
};

/** The body of `shape`, with the judgment `type` already made. */
export function body(code: string): string {
  return `async function shape() {\n  "use audit";\n  const type = await ask("type");\n${indent(code)}\n}`;
}

function indent(code: string): string {
  return code
    .trim()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** An extracted answer with something of each kind. */
export const claim = {
  label: "refund",
  days: 12,
  tags: ["wet", "late"],
  items: [
    { name: "lamp", price: 40 },
    { name: "desk", price: 90 },
  ],
  address: { city: "Oslo" },
};
