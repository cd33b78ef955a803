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
