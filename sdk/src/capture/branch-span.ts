import { type Context, trace } from "@opentelemetry/api";
import { maxJsonBytes, wire, wireReused } from "../../../lib/contract/wire";
import { rowsText } from "./branch-record";
import type { EndedBranch } from "./recorder";

/** Writes an ended branch as a span of the workflow execution it belongs to. */
export function writeBranch(branch: EndedBranch, parent: Context, version: string): void {
  const { text, isCut, isAmbientCut } = rowsText(branch.log, maxJsonBytes);
  const lossy = [
    ...(isCut ? ["path"] : []),
    ...(branch.log.isShortOfLinks ? ["links"] : []),
    ...(isAmbientCut ? ["ambient"] : []),
  ];
  const span = trace.getTracer("casebook", version).startSpan(
    `branch ${branch.name}`,
    {
      startTime: branch.startMs,
      attributes: {
        [wire.kind]: "branch",
        [wire.name]: branch.name,
        [wire.key]: `${branch.name}#${branch.ordinal}`,
        [wire.branchArm]: branch.arm,
        [wire.branchRows]: text,
        [wire.sites]: branch.sites.join(" "),
        [wireReused.filePath]: branch.file,
        [wireReused.functionName]: branch.functionName,
        [wireReused.lineNumber]: branch.line,
        ...(branch.outcome !== undefined && { [wire.branchOutcome]: branch.outcome }),
        ...(lossy.length > 0 && { [wire.lossy]: JSON.stringify(lossy) }),
      },
    },
    parent,
  );
  span.end(branch.endMs);
}
