import { generateOpenApiDocument } from "trpc-to-openapi";
import { z } from "zod";
import { errorBodySchema } from "@/contracts/errors";
import { PLAIN_PATHS } from "./openapi-plain-paths";
import { appRouter } from "./root";

type Document = Record<string, unknown>;

let cached: string | null = null;

/** The OpenAPI 3.1 document as text: generated from the procedures, and the few plain routes added by hand. */
export function openApiText(): string {
  cached ??= JSON.stringify(build());
  return cached;
}

function build(): Document {
  const generated = generateOpenApiDocument(appRouter, {
    title: "Plumbline",
    version: "1",
    openApiVersion: "3.1.0",
    baseUrl: "/api/v1",
    description: "Errors are {error:{code,message,hint}}. Scores are fractions in [0,1]. See docs/api.md.",
    securitySchemes: { Authorization: { type: "http", scheme: "bearer", bearerFormat: "pl_…" } },
  });
  const paths = { ...generated.paths };
  for (const [path, item] of Object.entries(PLAIN_PATHS)) paths[path] = { ...paths[path], ...item };
  return withPublicErrors({ ...generated, paths });
}

/** The generator documents the library's own error body; ours is another one. */
function withPublicErrors(document: Document): Document {
  const schema = z.toJSONSchema(errorBodySchema);
  const replaced = JSON.stringify(document, (key, value: unknown) =>
    /^error(\.[A-Z_]+)?$/.test(key) && isErrorSchema(value) ? { ...schema, title: titleOf(value) } : value,
  );
  const parsed: unknown = JSON.parse(replaced);
  if (typeof parsed !== "object" || parsed === null) throw new Error("the OpenAPI document is not an object");
  return { ...parsed };
}

function isErrorSchema(value: unknown): value is { title?: string; properties: object } {
  return typeof value === "object" && value !== null && "properties" in value;
}

function titleOf(value: { title?: string }): string | undefined {
  return value.title;
}
