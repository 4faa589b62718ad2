import { generateOpenApiDocument, type OpenAPIObject } from "trpc-to-openapi";
import { ERROR_CODES } from "@/contracts/errors";
import { PLAIN_PATHS } from "./openapi-plain-paths";
import { appRouter } from "./root";

type Paths = NonNullable<OpenAPIObject["paths"]>;
type PathItem = Paths[string];

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
/** What anybody may read. */
const PUBLIC_TAGS = new Set(["catalogue", "health", "leaderboards", "runs"]);
/** Creating a submission is answered before anything of it is done. */
const ACCEPTED = { path: "/submissions", method: "post" } as const;

let cached: string | null = null;

/** The OpenAPI 3.1 document as text: generated from the procedures, and the few plain routes added by hand. */
export function openApiText(): string {
  cached ??= JSON.stringify(build());
  return cached;
}

function build(): OpenAPIObject {
  const generated = generateOpenApiDocument(appRouter, {
    title: "Plumbline",
    version: "1",
    openApiVersion: "3.1.0",
    baseUrl: "/api/v1",
    description: "Errors are {error:{code,message,hint}}. Scores are fractions in [0,1]. See docs/api.md.",
    securitySchemes: { Authorization: { type: "http", scheme: "bearer", bearerFormat: "pl_…" } },
  });
  const paths: Paths = {};
  for (const [path, item] of Object.entries(generated.paths ?? {})) paths[path] = withOurErrors(path, item);
  for (const [path, item] of Object.entries(PLAIN_PATHS))
    paths[path] = { ...paths[path], ...withOurErrors(path, item) };
  return { ...generated, paths, components: { ...generated.components, schemas: { Error: ERROR_SCHEMA } } };
}

/** The generator documents the library's own error body and status 400; every failure of ours has one body. */
function withOurErrors(path: string, item: PathItem): PathItem {
  const changed: PathItem = { ...item };
  for (const method of METHODS) {
    const operation = item[method];
    if (operation === undefined) continue;
    const accepted = path === ACCEPTED.path && method === ACCEPTED.method;
    const responses = Object.entries(operation.responses ?? {})
      .filter(([status]) => status.startsWith("2"))
      .map(([status, response]) => [accepted ? "202" : status, response]);
    const isPublic = operation.tags?.some((tag) => PUBLIC_TAGS.has(tag)) ?? false;
    changed[method] = {
      ...operation,
      security: isPublic && method === "get" ? [] : operation.security,
      responses: { ...Object.fromEntries(responses), default: ERROR_RESPONSE },
    };
  }
  return changed;
}

const TEXT = { type: "string" as const };
/** As errorBodySchema (contracts/errors.ts) says it. */
const ERROR_SCHEMA = {
  type: "object" as const,
  required: ["error"],
  properties: {
    error: {
      type: "object" as const,
      required: ["code", "message", "hint"],
      properties: { code: { ...TEXT, enum: [...ERROR_CODES] }, message: TEXT, hint: TEXT },
    },
  },
};
const ERROR_RESPONSE = {
  description: "401, 403, 404, 405, 409, 413, 422, 429 (with Retry-After), 500 or 503",
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
};
