import type { Kit } from "../sqlite/kit";
import { judgmentTables } from "./judgments";
import { labelTables } from "./labels";
import { projectTables } from "./projects";
import { replayTables } from "./replays";
import { siteTables } from "./sites";
import { traceTables } from "./traces";

/** Every table of Casebook over one dialect's kit. */
export function createTables(kit: Kit) {
  return {
    ...projectTables(kit),
    ...traceTables(kit),
    ...judgmentTables(kit),
    ...labelTables(kit),
    ...replayTables(kit),
    ...siteTables(kit),
  };
}
