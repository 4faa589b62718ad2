import type { OpenAPIObject } from "trpc-to-openapi";

const text = (description: string, type: string) => ({
  description,
  content: { [type]: { schema: { type: "string" as const } } },
});

/** Routes that no procedure can stand for: streams, files, CSV. */
export const PLAIN_PATHS: NonNullable<OpenAPIObject["paths"]> = {
  "/leaderboards/{benchmark}.csv": {
    get: {
      summary: "A board as CSV",
      tags: ["leaderboards"],
      parameters: [{ name: "benchmark", in: "path", required: true, schema: { type: "string" } }],
      responses: { 200: text("One line a row", "text/csv") },
    },
  },
  "/benchmarks/{slug}/import": {
    post: {
      summary: "Import problems as NDJSON (administrators)",
      tags: ["catalogue"],
      security: [{ Authorization: [] }],
      parameters: [
        { name: "slug", in: "path", required: true, schema: { type: "string" } },
        { name: "canonical", in: "query", schema: { type: "boolean" } },
        { name: "corrects", in: "query", schema: { type: "integer" } },
      ],
      requestBody: { content: { "application/x-ndjson": { schema: { type: "string" } } } },
      responses: { 200: { description: "The version that now holds these problems" } },
    },
  },
};
