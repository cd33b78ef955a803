import { z } from "zod";
import { exportFormats } from "../exports";
import { caseItem } from "./case";
import { json } from "./json";
import { judgmentDetail } from "./judgment";
import { judgmentPage, judgmentQuery } from "./judgment-query";
import { labelEvent, labelRequest } from "./label";
import { pageOf } from "./page";
import { pointDetail, pointItem, pointSettings } from "./point";
import { correctionItem, correctionQuery, replayItem, replayQuery, replayRequest } from "./replay";
import { siteTable, storedSiteTable } from "./sites";
import { addCasesRequest, createSuiteRequest, exportQuery, listQuery, suiteItem, suiteVersion } from "./suite";
import { traceDetail, traceItem, traceQuery } from "./trace";
import type { KeyScope } from "./vocabulary";

/** One endpoint of the JSON API, as its OpenAPI description tells it. */
export type Endpoint = {
  summary: string;
  /** The scope a key needs; none where anybody may ask. */
  scope?: KeyScope;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** 200 unless told. */
  status?: 200 | 201;
  response: z.ZodType;
  /** Media types of a download; JSON unless told. */
  produces?: readonly string[];
};

/**
 * Every endpoint under /api/v1, by method and path: the source of `GET /api/v1/openapi.json`. The schemas are those the
 * routes parse with and the queries answer by.
 */
export const endpoints: { [methodAndPath: string]: Endpoint } = {
  "GET /api/v1/judgments": {
    summary: "List judgments by any combination of filters",
    scope: "read",
    query: judgmentQuery,
    response: judgmentPage,
  },
  "GET /api/v1/judgments/{id}": {
    summary: "One judgment with its payload and the conditions that read it; a superseded id redirects",
    scope: "read",
    response: judgmentDetail,
  },
  "GET /api/v1/judgments/{id}/labels": {
    summary: "The label history of a judgment, oldest first",
    scope: "read",
    response: z.object({ items: z.array(labelEvent) }),
  },
  "POST /api/v1/judgments/{id}/labels": {
    summary: "Label a judgment; a repeat with the same labelId changes nothing",
    scope: "write",
    body: labelRequest,
    status: 201,
    response: z.object({ label: labelEvent, case: caseItem.nullable() }),
  },
  "GET /api/v1/traces": {
    summary: "List traces, newest first",
    scope: "read",
    query: traceQuery,
    response: pageOf(traceItem),
  },
  "GET /api/v1/traces/{traceId}": {
    summary: "One trace as its steps in the order they ran",
    scope: "read",
    response: traceDetail,
  },
  "GET /api/v1/corrections": {
    summary: "Judgments whose standing label names another answer, newest first; holdout only with the scope holdout",
    scope: "read",
    query: correctionQuery,
    response: pageOf(correctionItem),
  },
  "GET /api/v1/replays": {
    summary: "What the team's own code did with corrections, newest first",
    scope: "read",
    query: replayQuery,
    response: pageOf(replayItem),
  },
  "POST /api/v1/replays": {
    summary: "Keep a replay of a correction; the same label and commit again take the former's place",
    scope: "write",
    body: replayRequest,
    status: 201,
    response: replayItem,
  },
  "GET /api/v1/points": {
    summary: "The decision points of a project with their counts",
    scope: "read",
    response: z.object({ items: z.array(pointItem) }),
  },
  "GET /api/v1/points/{id}": {
    summary: "One decision point: what was learned, what was set, and its figures",
    scope: "read",
    response: pointDetail,
  },
  "PATCH /api/v1/points/{id}": {
    summary: "Change a point's settings; null goes back to what was learned, past judgments follow",
    scope: "write",
    body: pointSettings,
    response: pointDetail,
  },
  "GET /api/v1/suites": {
    summary: "The suites of a project",
    scope: "read",
    response: z.object({ items: z.array(suiteItem) }),
  },
  "POST /api/v1/suites": {
    summary: "The suite of a point, made where there is none",
    scope: "write",
    body: createSuiteRequest,
    status: 201,
    response: suiteItem,
  },
  "GET /api/v1/suites/{id}": {
    summary: "One suite",
    scope: "read",
    response: suiteItem,
  },
  "GET /api/v1/suites/{id}/cases": {
    summary: "The exported cases of a suite, newest first; holdout only with the scope holdout",
    scope: "read",
    query: listQuery,
    response: pageOf(caseItem),
  },
  "POST /api/v1/suites/{id}/cases": {
    summary: "Add labelled judgments, all or none",
    scope: "write",
    body: addCasesRequest,
    status: 201,
    response: z.object({ items: z.array(caseItem) }),
  },
  "GET /api/v1/suites/{id}/versions": {
    summary: "The changes of a suite, newest first",
    scope: "read",
    query: listQuery,
    response: pageOf(suiteVersion),
  },
  "GET /api/v1/suites/{id}/export": {
    summary: "Download one version of a suite; the Vitest form is an archive of a folder",
    scope: "read",
    query: exportQuery,
    response: z.string(),
    produces: Object.values(exportFormats).map(({ contentType }) => contentType.replace(/;.*/, "")),
  },
  "GET /api/v1/sites/{sha256}": {
    summary: "A site table: source and places of a build's audited functions",
    scope: "read",
    response: siteTable,
  },
  "PUT /api/v1/sites/{sha256}": {
    summary: "Store the site table whose JSON text, as sent, has this SHA-256; may be gzipped; again is 200",
    scope: "ingest",
    body: siteTable,
    status: 201,
    response: storedSiteTable,
  },
  "GET /api/v1/openapi.json": {
    summary: "This description",
    response: z.record(z.string(), json),
  },
};
