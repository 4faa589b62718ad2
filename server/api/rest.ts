import { createOpenApiFetchHandler } from "trpc-to-openapi";
import type { Ctx } from "@/server/domain/ctx";
import { boundedRequest } from "./bounded-request";
import { errorResponse, logInternal, toPlumblineError } from "./error-mapper";
import { requestContext } from "./request-context";
import { appRouter } from "./root";

const ENDPOINT = "/api/v1";
const ACCEPTED = new Set(["submission.create"]);

type Identify = (request: Request) => Promise<Ctx>;

/** Answers one REST request from the procedure that stands for its method and path. */
export async function handleRest(request: Request, identify: Identify = requestContext): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    const bounded = await boundedRequest(withPlainPath(request));
    let failure: unknown = null;
    const response = await createOpenApiFetchHandler({
      endpoint: ENDPOINT,
      router: appRouter,
      req: bounded,
      createContext: async () => ({ ctx, idempotencyKey: request.headers.get("idempotency-key") }),
      responseMeta: ({ paths, errors }) => ({
        status: errors.length === 0 && ACCEPTED.has(paths?.[0] ?? "") ? 202 : undefined,
        headers: { "cache-control": "no-store" },
      }),
      onError: ({ error }) => {
        failure = error;
      },
    });
    if (failure !== null) throw failure;
    return response;
  });
}

/** The library takes path parameters as they stand; `bundled%401` and `bundled@1` are the same address. */
function withPlainPath(request: Request): Request {
  const url = new URL(request.url);
  const plain = url.pathname.replace(/%[0-7][0-9a-f]/gi, (encoded) => {
    const character = decodeURIComponent(encoded);
    return /[\w.~@:!$&'()*+,;=-]/.test(character) ? character : encoded;
  });
  if (plain === url.pathname) return request;
  url.pathname = plain;
  return new Request(url, request);
}

/** Finds out who asks, runs the work, and answers every failure in the public form. For all plain route handlers. */
export async function guarded(
  request: Request,
  identify: Identify,
  work: (ctx: Ctx) => Promise<Response>,
): Promise<Response> {
  let ctx: Ctx | null = null;
  try {
    ctx = await identify(request);
    return await work(ctx);
  } catch (thrown) {
    const error = toPlumblineError(thrown);
    if (ctx !== null) logInternal(ctx.log, error, `${request.method} ${new URL(request.url).pathname}`);
    // Without a context there is no log either: the database or the environment is missing.
    else if (error.code === "internal")
      console.error("A request failed before it had a context.", error.cause);
    return errorResponse(error);
  }
}
