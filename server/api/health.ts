import { createContext } from "@/server/context";
import type { Ctx } from "@/server/domain/ctx";
import { readHealth } from "@/server/domain/submission";
import { guarded } from "./rest";

/** `GET /api/health`: 200 where database and workflow answer, 503 with the same body where one of them does not. */
export function handleHealth(
  request: Request,
  identify: (request: Request) => Promise<Ctx> = async () =>
    createContext({ actor: { type: "anonymous" }, address: "local" }),
): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    const health = await readHealth(ctx);
    return Response.json(health, { status: health.ok ? 200 : 503, headers: { "cache-control": "no-store" } });
  });
}
