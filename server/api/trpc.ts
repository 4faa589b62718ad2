import { initTRPC } from "@trpc/server";
import type { OpenApiMeta } from "trpc-to-openapi";
import { PlumblineError } from "@/contracts/errors";
import type { RateBucket } from "@/contracts/platform";
import { isStorable } from "@/contracts/storable";
import type { Ctx } from "@/server/domain/ctx";
import { logInternal, toPlumblineError, toTrpcError } from "./error-mapper";

export type ApiContext = {
  ctx: Ctx;
  /** `Idempotency-Key` of the request. */
  idempotencyKey: string | null;
};

const t = initTRPC
  .context<ApiContext>()
  .meta<OpenApiMeta>()
  .create({
    errorFormatter: ({ shape, error }) => {
      const { code, hint, message, retryAfterSeconds } = toPlumblineError(error);
      return {
        ...shape,
        message,
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          error: { code, message, hint },
          retryAfterSeconds,
        },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const error = toPlumblineError(result.error);
  logInternal(ctx.ctx.log, error, path);
  throw toTrpcError(error);
});

const refuseUnstorable = t.middleware(async ({ getRawInput, next }) => {
  if (isStorable(await getRawInput())) return next();
  throw new PlumblineError("invalid_input", "A text holds a NUL character or half a surrogate pair.", {
    hint: "Remove it and send it again.",
  });
});

/** Counts by account, else by address; the platform's own pages (`local`) are not counted. */
function limited(bucket: RateBucket) {
  return t.middleware(async ({ ctx: { ctx }, next }) => {
    if (ctx.address !== "local")
      await ctx.limiter.take(bucket, ctx.actor.type === "account" ? ctx.actor.accountId : ctx.address);
    return next();
  });
}

const base = t.procedure.use(mapErrors).use(refuseUnstorable);

/** For queries. */
export const readProcedure = base.use(limited("read"));
/** For changes. */
export const writeProcedure = base.use(limited("write"));
/** For new submissions. */
export const submitProcedure = base.use(limited("submit"));
