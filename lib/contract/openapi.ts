import { z } from "zod";
import { caseItem } from "./case";
import { type Endpoint, endpoints } from "./endpoints";
import { errorBody } from "./error";
import { json } from "./json";
import { judgmentDetail, judgmentItem } from "./judgment";
import { labelEvent } from "./label";
import { pointItem } from "./point";
import { step, traceDetail, traceItem } from "./trace";

type JsonSchema = { [key: string]: unknown };

/** The shapes worth a name of their own in the description. */
const named = {
  Json: json,
  Judgment: judgmentItem,
  JudgmentDetail: judgmentDetail,
  Trace: traceItem,
  TraceDetail: traceDetail,
  Step: step,
  Point: pointItem,
  Label: labelEvent,
  Case: caseItem,
  Error: errorBody,
};

const description = `Times are ISO 8601 in UTC. A key names its project; \`?project=\` chooses one for a signed-in
browser and for the bootstrap key. Lists are keyset-paginated. OTLP/HTTP is taken at any path ending in \`/v1/traces\`
and \`/v1/logs\` with the scope \`ingest\`; the OpenTelemetry specification describes it.`.replaceAll("\n", " ");

const componentUri = (id: string) => `#/components/schemas/${id}`;

/**
 * Describes the JSON API as OpenAPI 3.1, made from the zod schemas its routes use.
 * @param serverUrl where clients reach this server
 */
export function describeApi({ serverUrl }: { serverUrl: string }) {
  const paths: { [path: string]: { [method: string]: object } } = {};
  const requests = registryOf({ Json: json });
  const responses = registryOf(named);
  for (const [key, endpoint] of Object.entries(endpoints)) {
    const [method = "", path = ""] = key.split(" ");
    const id = operationId(method, path);
    const bodyRef = endpoint.body && refTo(requests, endpoint.body, `${id}Body`);
    const responseRef = refTo(responses, endpoint.response, `${id}Response`);
    const operation = describeEndpoint(endpoint, { id, path, bodyRef, responseRef });
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Casebook", version: "1", description },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { ...toComponents(requests, "input"), ...toComponents(responses, "output") },
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
    },
  };
}

type Registry = ReturnType<typeof z.registry<{ id: string }>>;

function registryOf(schemas: { [id: string]: z.ZodType }): Registry {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  return registry;
}

/** A reference to a schema, which gets the name given here unless it has one. */
function refTo(registry: Registry, schema: z.ZodType, id: string): object {
  if (!registry.has(schema)) registry.add(schema, { id });
  return { $ref: componentUri(registry.get(schema)?.id ?? id) };
}

function toComponents(registry: Registry, io: "input" | "output"): { [id: string]: JsonSchema } {
  const { schemas } = z.toJSONSchema(registry, { io, uri: componentUri, unrepresentable: "any" });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutMarks(schema)]));
}

type Place = { id: string; path: string; bodyRef: object | undefined; responseRef: object };

function describeEndpoint(endpoint: Endpoint, { id, path, bodyRef, responseRef }: Place) {
  const { summary, scope, query, status = 200, produces = ["application/json"] } = endpoint;
  const content = Object.fromEntries(produces.map((type) => [type, { schema: responseRef }]));
  const error = { "application/json": { schema: { $ref: componentUri("Error") } } };
  return {
    operationId: id,
    summary,
    ...(scope && { description: `Scope: \`${scope}\`.`, security: [{ key: [] }] }),
    parameters: [...pathParameters(path), ...(query ? queryParameters(query) : [])],
    ...(bodyRef && { requestBody: { required: true, content: { "application/json": { schema: bodyRef } } } }),
    responses: {
      [status]: { description: summary, content },
      default: { description: "What went wrong, in the one error shape", content: error },
    },
  };
}

/** `GET /api/v1/suites/{suiteId}/cases` is `getSuitesBySuiteIdCases`: unique, since methods and paths are. */
function operationId(method: string, path: string): string {
  const words = path.replace("/api/v1", "").split(/[/.]/).filter(Boolean);
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const names = words.map((word) => (word.startsWith("{") ? `By${capital(word.slice(1, -1))}` : capital(word)));
  return method.toLowerCase() + names.join("");
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodObject): object[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

/** Drops what names the schema as a document of its own: inside the description it is a part. */
function withoutMarks({ $schema, $id, id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
