import type { Json } from "./contract/json";
import { CasebookError } from "./errors";
import type { Attributes, Decoded, LogRecord, Refusal, Resource, Scope, Span } from "./otlp/types";

const maxPatterns = 50;
const maxPatternLength = 500;
const mark = "[redacted]";

/** Replaces what must not be stored, in what a request brought and in what was refused of it. */
export type Redactor = {
  traces(decoded: Decoded<Span>): Decoded<Span>;
  logs(decoded: Decoded<LogRecord>): Decoded<LogRecord>;
};

/**
 * Makes the redactor of `CASEBOOK_REDACT`: regular expressions, one a line, or several in a line between commas
 * that stand outside brackets. They apply to every text of a span or log record, its resource and scope, and of what
 * was refused, except ids and keys.
 * @returns undefined when no pattern is given
 * @throws CasebookError `invalid:env` for a pattern that is not valid, or that may take exponential time
 */
export function createRedactor(source: string | undefined): Redactor | undefined {
  const patterns = splitPatterns(source ?? "").map(compile);
  if (patterns.length === 0) return undefined;
  if (patterns.length > maxPatterns) throw invalid(`has more than ${maxPatterns} patterns`);
  const text = (value: string) => patterns.reduce((rest, pattern) => rest.replace(pattern, mark), value);
  return {
    traces: (decoded) => redactDecoded(decoded, redactSpan, text),
    logs: (decoded) => redactDecoded(decoded, redactLogRecord, text),
  };
}

type RedactText = (text: string) => string;

type Sent = { resource: Resource; scope: Scope };

function redactDecoded<Item extends Sent>(
  { items, refusals, refusedCount, warnings }: Decoded<Item>,
  redactItem: (item: Item, text: RedactText) => Item,
  text: RedactText,
): Decoded<Item> {
  const redactSender = senderRedactor(text);
  return {
    items: items.map((item) => ({ ...redactItem(item, text), ...redactSender(item) })),
    refusals: refusals.map((refusal) => redactRefusal(refusal, text)),
    refusedCount,
    warnings: warnings.map(text),
  };
}

/** Items share their resource and scope objects, and storing relies on it: each is redacted once. */
function senderRedactor(text: RedactText): (sent: Sent) => Sent {
  const resources = new Map<Resource, Resource>();
  const scopes = new Map<Scope, Scope>();
  return (sent) => {
    const resource = resources.get(sent.resource) ?? {
      attributes: redactAttributes(sent.resource.attributes, text),
    };
    resources.set(sent.resource, resource);
    const { name, version, attributes } = sent.scope;
    const scope = scopes.get(sent.scope) ?? {
      name: text(name),
      version: text(version),
      attributes: redactAttributes(attributes, text),
    };
    scopes.set(sent.scope, scope);
    return { resource, scope };
  };
}

function redactRefusal(refusal: Refusal, text: RedactText): Refusal {
  return { ...refusal, message: text(refusal.message), raw: redactJson(refusal.raw, text) };
}

function redactLogRecord(record: LogRecord, text: RedactText): LogRecord {
  return {
    ...record,
    eventName: text(record.eventName),
    severityText: text(record.severityText),
    body: redactJson(record.body, text),
    attributes: redactAttributes(record.attributes, text),
  };
}

function redactSpan(span: Span, text: RedactText): Span {
  const changed = new Set(span.sanitized);
  const attributes: Attributes = {};
  for (const [key, value] of Object.entries(span.attributes)) {
    const redacted = redactJson(value, text);
    if (redacted !== value) changed.add(key);
    Object.defineProperty(attributes, key, { value: redacted, writable: true, enumerable: true, configurable: true });
  }
  return {
    ...span,
    name: text(span.name),
    status: { ...span.status, message: text(span.status.message) },
    attributes,
    events: span.events.map((event) => ({
      ...event,
      name: text(event.name),
      attributes: redactAttributes(event.attributes, text),
    })),
    links: span.links.map((link) => ({ ...link, attributes: redactAttributes(link.attributes, text) })),
    sanitized: [...changed],
  };
}

function redactAttributes(attributes: Attributes, text: RedactText): Attributes {
  return redactJson(attributes, text) as Attributes;
}

/** The same value object when nothing in it was replaced. */
function redactJson(value: Json, text: RedactText): Json {
  if (typeof value === "string") return text(value);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => redactJson(item, text));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [key, redactJson(item, text)]);
  return entries.some(([key, item]) => item !== value[key]) ? Object.fromEntries(entries) : value;
}

function splitPatterns(source: string): string[] {
  const parts = source.includes("\n") ? source.split("\n") : splitAtCommas(source);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** Splits at commas outside of brackets: `\\d{4,6}` and `[,;]` stay whole. */
function splitAtCommas(source: string): string[] {
  const parts = [""];
  let depth = 0;
  for (let index = 0; index < source.length; index++) {
    const char = source[index] ?? "";
    if (char === "," && depth === 0) {
      parts.push("");
      continue;
    }
    if ("([{".includes(char)) depth++;
    if (")]}".includes(char)) depth--;
    const isEscape = char === "\\";
    parts[parts.length - 1] += isEscape ? char + (source[++index] ?? "") : char;
  }
  return parts;
}

function compile(pattern: string): RegExp {
  if (pattern.length > maxPatternLength) throw invalid(`has a pattern of more than ${maxPatternLength} characters`);
  if (hasNestedRepeat(pattern)) throw invalid(`repeats a group that repeats itself, which may never end: ${pattern}`);
  try {
    return new RegExp(pattern, "gu");
  } catch (cause) {
    throw invalid(`is not a regular expression: ${pattern}`, cause);
  }
}

/** True for a repeated group that holds a repeat, `(a+)*`: the usual source of exponential matching. */
function hasNestedRepeat(pattern: string): boolean {
  const bare = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  const repeats: boolean[] = [];
  for (let index = 0; index < bare.length; index++) {
    const char = bare[index] ?? "";
    if (char === "(") repeats.push(false);
    else if (char === ")") {
      const inner = repeats.pop() ?? false;
      if (inner && "+*{".includes(bare[index + 1] ?? " ")) return true;
      if (inner && repeats.length > 0) repeats[repeats.length - 1] = true;
    } else if ("+*{".includes(char) && repeats.length > 0) repeats[repeats.length - 1] = true;
  }
  return false;
}

function invalid(problem: string, cause?: unknown): CasebookError {
  return new CasebookError("invalid:env", `CASEBOOK_REDACT ${problem}.`, { field: "CASEBOOK_REDACT", cause });
}
