import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Json } from "../contract/json";
import { deriveTrace } from "../decisions/derive-trace";
import { learnPoint } from "../decisions/points";
import type { DerivedJudgment } from "../decisions/types";
import { decodeLogs, decodeTraces } from "../otlp/decode";
import type { LogRecord, Span } from "../otlp/types";

const root = path.join(import.meta.dirname, "__fixtures__/otlp");
const orders = 200;

type Answer = {
  type: string;
  name: string;
  choice?: string;
  score?: number;
  probability?: number;
  confidence?: number;
  probabilities?: { value: Json; probability: number }[];
};
type Expected = {
  nameInTrace: string | null;
  traceId: string;
  spanId: string | null;
  status: "ok" | "error";
  requestModel: string | null;
  responseModel: string | null;
  system: string | null;
  input: string | null;
  output: string | null;
  toolCall: { name: string; arguments: Json } | null;
  toolsOffered: string[];
  questions?: string[];
  answers?: Answer[];
  foundIn: { [field: string]: string | null };
};
type Capture = {
  name: string;
  requests: { file: string; path: string; headers: { [name: string]: string } }[];
  expectedJudgments: Expected[];
};
type Item = { span?: Span; log?: LogRecord };

const { captures } = JSON.parse(readFileSync(path.join(root, "index.json"), "utf8")) as { captures: Capture[] };

function readCapture(capture: Capture): Item[] {
  return capture.requests.flatMap((request): Item[] => {
    const stored = readFileSync(path.join(root, request.file));
    const body = request.file.endsWith(".gz") ? gunzipSync(stored) : stored;
    const type = request.headers["content-type"] ?? "";
    if (request.path.endsWith("/logs")) return decodeLogs(body, type).items.map((log) => ({ log }));
    return decodeTraces(body, type).items.map((span) => ({ span }));
  });
}

/** The same numbers for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled<T>(items: T[], random: () => number): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}

/**
 * Takes items as they come, request by request, and derives each touched trace anew after every request. Deriving
 * keeps nothing, so where only the end matters the traces may be derived once, at the end.
 */
function receive(requests: Item[][], { atEachRequest = true } = {}): Map<string, ReturnType<typeof deriveTrace>> {
  const traces = new Map<string, { spans: Span[]; logs: LogRecord[] }>();
  const derived = new Map<string, ReturnType<typeof deriveTrace>>();
  for (const request of requests) {
    const touched = new Set<string>();
    for (const { span, log } of request) {
      const traceId = (span ?? log)?.traceId ?? "";
      const trace = traces.get(traceId) ?? { spans: [], logs: [] };
      traces.set(traceId, trace);
      if (span) trace.spans.push(span);
      if (log) trace.logs.push(log);
      touched.add(traceId);
    }
    const isLast = request === requests.at(-1);
    for (const traceId of isLast && !atEachRequest ? traces.keys() : atEachRequest ? touched : []) {
      const trace = traces.get(traceId);
      if (trace && trace.spans.length > 0) derived.set(traceId, deriveTrace(trace));
    }
  }
  return derived;
}

function judgmentsOf(derived: ReturnType<typeof receive>): DerivedJudgment[] {
  return [...derived.values()].flatMap(({ judgments }) => judgments);
}

/** What each point concludes from these judgments, taken in the order the traces came. */
function learnedOf(derived: ReturnType<typeof receive>): string {
  const points = new Map<string, ReturnType<typeof learnPoint>>();
  for (const judgment of judgmentsOf(derived)) {
    const key = JSON.stringify([judgment.workflow, judgment.point]);
    points.set(key, learnPoint(points.get(key)?.evidence, judgment));
  }
  return JSON.stringify([...points].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function text(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** JSON text and the value it stands for compare equal. */
function plain(value: Json): Json {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  return JSON.parse(value);
}

function checkJudgment(expected: Expected, group: DerivedJudgment[], isHidden: boolean): void {
  const judgment = group[0] as DerivedJudgment;
  const isFound = (field: string) => expected.foundIn[field] && expected.foundIn[field] !== "absent";
  expect(judgment.status).toBe(expected.status);
  if (isFound("requestModel")) expect(judgment.requestedModel).toBe(expected.requestModel);
  if (isFound("responseModel")) expect(judgment.respondedModel).toBe(expected.responseModel);
  if (isFound("input") && expected.input !== null) expect(text(judgment.input)).toContain(expected.input);
  if (isFound("system") && expected.system !== null) expect(judgment.system).toBe(expected.system);
  if (isFound("output") && expected.output !== null) expect(judgment.rawOutput).toEqual(plain(expected.output));
  // The index finds a hidden tool call in the list of tools offered; the call itself is not in that payload.
  if (isFound("output") && expected.toolCall && !isHidden) {
    expect(judgment.rawOutput).toEqual({ tool: expected.toolCall.name, arguments: expected.toolCall.arguments });
  }
  if (isFound("output") && expected.answers) checkAnswers(expected, group);
  else expect(group.length).toBe(1);
  if (expected.nameInTrace !== null) expect(judgment.point.split(".")[0]).toBe(expected.nameInTrace);
}

const taskByType: { [type: string]: string } = { choice: "classify", score: "score", predicate: "detect" };

function checkAnswers({ answers = [] }: Expected, group: DerivedJudgment[]): void {
  expect(group.map(({ ordinal }) => ordinal)).toEqual(answers.map((_, index) => index));
  for (const [index, answer] of answers.entries()) {
    const judgment = group[index] as DerivedJudgment;
    expect(judgment.point.endsWith(`.${answer.name}`)).toBe(true);
    expect(judgment.task).toBe(taskByType[answer.type]);
    if (answer.choice !== undefined) expect(judgment.rawOutput).toBe(answer.choice);
    if (answer.score !== undefined) expect(judgment.rawOutput).toBe(answer.score);
    if (answer.probability !== undefined) {
      expect(judgment.rawOutput).toBe(answer.probability >= 0.5);
      expect(judgment.scores?.true).toBe(answer.probability);
    }
    if (answer.confidence !== undefined) expect(judgment.confidence).toBe(answer.confidence);
    for (const { value, probability } of answer.probabilities ?? []) {
      expect(judgment.scores?.[String(value)]).toBe(probability);
    }
    expect(judgment.inputTokens === null).toBe(index > 0);
  }
}

describe.each(captures)("$name", (capture) => {
  const items = readCapture(capture);
  const expected = capture.expectedJudgments.filter(({ spanId }) => spanId !== null);
  const inOrder = receive([items]);

  test("holds exactly the expected judgments with every field it carries", () => {
    const judgments = judgmentsOf(inOrder);
    const groups = Map.groupBy(judgments, ({ spanId }) => spanId);
    expect([...groups.keys()].sort()).toEqual(expected.map(({ spanId }) => spanId).sort());
    for (const entry of expected) {
      checkJudgment(entry, groups.get(entry.spanId ?? "") ?? [], capture.name.includes("hidden-content"));
    }
  });

  test(`is the same in ${orders} orders of arrival, split into requests, with everything sent twice`, () => {
    const wanted = JSON.stringify([...inOrder].sort());
    const learned = learnedOf(inOrder);
    for (let seed = 1; seed <= orders; seed += 1) {
      const random = seeded(seed);
      const arriving = shuffled(seed % 2 ? items : [...items, ...items], random);
      const size = 1 + Math.floor(random() * arriving.length);
      const requests = Array.from({ length: Math.ceil(arriving.length / size) }, (_, index) =>
        arriving.slice(index * size, (index + 1) * size),
      );
      const derived = receive(requests, { atEachRequest: seed <= 20 });
      expect(JSON.stringify([...derived].sort()), `seed ${seed}`).toBe(wanted);
      expect(learnedOf(derived), `seed ${seed}`).toBe(learned);
    }
  });
});
