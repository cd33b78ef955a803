import type { z } from "zod";
import { endpoints } from "../lib/contract/endpoints";

const introduction = `# API

Made from the schemas of \`lib/contract/\` by \`scripts/openapi.test.ts\`; \`GET /api/v1/openapi.json\` of a running server
holds every shape in full. Send a key as \`Authorization: Bearer …\`; it names its project. \`?project=\` chooses one for a
signed-in browser and for the bootstrap key. Lists take \`cursor\` and \`limit\`. Every error is
\`{ "error": { "code", "message", "field" } }\`.

| Endpoint | Scope | Query | Body | What |
|---|---|---|---|---|
`;

/** The API as one table, for docs/reference/api.md. */
export function renderApi(): string {
  const rows = Object.entries(endpoints).map(([key, { scope, query, body, summary }]) => {
    const cells = [`\`${key}\``, scope ?? "", namesOf(query), namesOf(body), summary];
    return `| ${cells.join(" | ")} |\n`;
  });
  return introduction + rows.join("");
}

function namesOf(schema: z.ZodType | undefined): string {
  const shape = (schema as Partial<z.ZodObject> | undefined)?.shape;
  return Object.keys(shape ?? {})
    .filter((name) => name !== "project")
    .map((name) => `\`${name}\``)
    .join(" ");
}
