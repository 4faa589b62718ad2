import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { Ctx } from "@/server/domain/ctx";
import { boundedRequest } from "./bounded-request";
import { toPlumblineError } from "./error-mapper";
import { requestContext } from "./request-context";
import { guarded } from "./rest";
import { appRouter } from "./root";

/** Calls in one batch at most. */
const MAX_BATCH = 20;

/** Answers `/api/trpc/*`. */
export async function handleTrpc(
  request: Request,
  identify: (request: Request) => Promise<Ctx> = requestContext,
): Promise<Response> {
  return guarded(request, identify, async (ctx) =>
    fetchRequestHandler({
      endpoint: "/api/trpc",
      router: appRouter,
      req: await boundedRequest(request),
      maxBatchSize: MAX_BATCH,
      createContext: () => ({ ctx, idempotencyKey: request.headers.get("idempotency-key") }),
      responseMeta: ({ errors }) => {
        const waits = errors.flatMap((error) => toPlumblineError(error).retryAfterSeconds ?? []);
        return {
          headers: new Headers({
            "cache-control": "no-store",
            ...(waits.length > 0 ? { "retry-after": String(Math.max(...waits)) } : {}),
          }),
        };
      },
    }),
  );
}
