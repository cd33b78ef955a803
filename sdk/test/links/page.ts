import type { ExpectedLink, Shape } from "./shape";

/** The shapes as docs/reference/links.md lists them: a table for each group. */
export function shapesPage(shapes: readonly Shape[]): string {
  const groups = Map.groupBy(shapes, ({ group }) => group);
  return [...groups].map(([group, members]) => `### ${group}\n\n${tableOf(members)}`).join("\n\n");
}

function tableOf(shapes: readonly Shape[]): string {
  const hasLimits = shapes.some(({ limit }) => limit !== undefined);
  const head = ["Shape", "Condition", "Linked to", ...(hasLimits ? ["Why"] : [])];
  const rows = shapes.flatMap(({ name, expect, limit }) =>
    Object.entries(expect).map(([condition, links], index) => [
      index === 0 ? name : "",
      `\`${condition}\``,
      linksText(links),
      ...(hasLimits ? [links.length === 0 ? (limit ?? "") : ""] : []),
    ]),
  );
  return [head, head.map(() => "---"), ...rows].map(rowText).join("\n");
}

function linksText(links: readonly ExpectedLink[]): string {
  if (links.length === 0) return "none found";
  return links.map(([point, via, field]) => `${point} \`${field}\`${via === "value" ? "" : `, ${via}`}`).join("; ");
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
