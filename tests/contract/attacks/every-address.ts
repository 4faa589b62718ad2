import { handleBoard, handleSamples } from "@/server/api/exports";
import { openApiText } from "@/server/api/openapi";
import { identify } from "@/server/api/request-context";
import { handleRest } from "@/server/api/rest";
import { handleTrpc } from "@/server/api/trpc-handler";
import { handleSubmission } from "@/server/api/upload";
import type { EngineRoom } from "@/tests/flow/engine-room";

export const ORIGIN = "http://127.0.0.1:3000";

export type Parameter = { in: string; name: string };
export type Operation = { method: string; path: string; parameters: Parameter[] };

/** Every method of every path of the API's own document. */
export function operations(): Operation[] {
  const { paths }: { paths: Record<string, Record<string, { parameters?: Parameter[] }>> } = JSON.parse(
    openApiText(),
  );
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters }]) => ({
      method: method.toUpperCase(),
      path,
      parameters: parameters ?? [],
    })),
  );
}

/** An address with its parameters filled in, by `place.name` or `name`; `instead` overwrites one, or adds it to the query. */
export function filled(
  path: string,
  good: Record<string, string>,
  instead?: Parameter & { value: string },
): string {
  const whole = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    instead?.in === "path" && instead.name === name
      ? instead.value
      : (good[`${path.split("/")[1]}.${name}`] ?? good[name] ?? "x"),
  );
  return `/api/v1${whole}${instead?.in === "query" ? `?${instead.name}=${instead.value}` : ""}`;
}

/** Asks the handler that the site has for an address, as whoever holds the key. */
export function askAs(room: EngineRoom, key: string | undefined, address: string, init: RequestInit = {}) {
  const request = new Request(`${ORIGIN}${address}`, {
    ...init,
    headers: {
      "content-type": "application/json",
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...init.headers,
    },
  });
  const who = (asked: Request) => identify(room.anonymous, asked);
  const path = new URL(request.url).pathname;
  if (path.startsWith("/api/trpc/")) return handleTrpc(request, who);
  if (request.method === "POST" && path === "/api/v1/submissions") return handleSubmission(request, who);
  const board = /^\/api\/v1\/leaderboards\/([^/]+)$/.exec(path)?.[1];
  const samples = /^\/api\/v1\/runs\/([^/]+)\/samples$/.exec(path)?.[1];
  if (board !== undefined) return handleBoard(request, board, who);
  return samples === undefined ? handleRest(request, who) : handleSamples(request, samples, who);
}
