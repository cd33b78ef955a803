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

/**
 * Describes the JSON API as OpenAPI 3.1, made from the zod schemas its routes use.
 * @param serverUrl where clients reach this server
 */
export function describeApi({ serverUrl }: { serverUrl: string }) {
  const paths: { [path: string]: { [method: string]: object } } = {};
  const responses = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) responses.add(schema, { id });
  for (const [key, endpoint] of Object.entries(endpoints)) {
    const [method = "", path = ""] = key.split(" ");
    const id = operationId(method, path);
    if (!responses.has(endpoint.response)) responses.add(endpoint.response, { id: `${id}Response` });
    const ref = { $ref: `#/components/schemas/${responses.get(endpoint.response)?.id}` };
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeEndpoint(endpoint, { id, path, ref }) };
  }
  const { schemas } = z.toJSONSchema(responses, {
    uri: (id) => `#/components/schemas/${id}`,
    unrepresentable: "any",
  });
  return {
    openapi: "3.1.0",
    info: { title: "Casebook", version: "1", description },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutMarks(schema)])),
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
    },
  };
}

function describeEndpoint(endpoint: Endpoint, { id, path, ref }: { id: string; path: string; ref: object }) {
  const { summary, scope, query, body, status = 200, produces = ["application/json"] } = endpoint;
  const content = Object.fromEntries(produces.map((type) => [type, { schema: ref }]));
  const error = { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };
  return {
    operationId: id,
    summary,
    ...(scope && { description: `Scope: \`${scope}\`.`, security: [{ key: [] }] }),
    parameters: [...pathParameters(path), ...(query ? queryParameters(query) : [])],
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: inputSchema(body) } } } }),
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
  const { properties = {}, required = [] } = inputSchema(query) as {
    properties?: { [name: string]: JsonSchema };
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function inputSchema(schema: z.ZodType): JsonSchema {
  return withoutMarks(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }));
}

/** Drops what names the schema as a document of its own: inside the description it is a part. */
function withoutMarks({ $schema, $id, id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
