import { createTables } from "../schema";
import { kit } from "./kit";

export const tables = createTables(kit);

// drizzle-kit reads tables from named exports.
export const {
  projects,
  keys,
  people,
  sessions,
  signInLinks,
  auditEvents,
  senders,
  spans,
  logRecords,
  traces,
  steps,
  branches,
  staleTraces,
  quarantine,
  points,
  judgments,
  judgmentPayloads,
  labels,
  suites,
  suiteVersions,
  cases,
  caseRevisions,
  replays,
  sites,
  awaitedSites,
} = tables;

export type Tables = typeof tables;
export type Project = typeof projects.$inferSelect;
export type Key = typeof keys.$inferSelect;
export type Person = typeof people.$inferSelect;
export type SpanRow = typeof spans.$inferSelect;
export type Trace = typeof traces.$inferSelect;
export type Step = typeof steps.$inferSelect;
export type Branch = typeof branches.$inferSelect;
export type Quarantined = typeof quarantine.$inferSelect;
export type Point = typeof points.$inferSelect;
export type Judgment = typeof judgments.$inferSelect;
export type Label = typeof labels.$inferSelect;
export type Suite = typeof suites.$inferSelect;
export type SuiteVersion = typeof suiteVersions.$inferSelect;
export type Case = typeof cases.$inferSelect;
export type Replay = typeof replays.$inferSelect;
