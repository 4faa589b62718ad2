import { createContext } from "@/server/context";
import type { Ctx } from "@/server/domain/ctx";
import { requestContext } from "./request-context";
import { appRouter } from "./root";
import { createCallerFactory } from "./trpc";

const createCaller = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof createCaller>;

/** Calls procedures in this process over a given context. */
export function callerFor(ctx: Ctx): Caller {
  return createCaller({ ctx, idempotencyKey: null });
}

/** For cached pages: what anybody may see. */
export function publicCaller(): Caller {
  return callerFor(createContext({ actor: { type: "anonymous" }, address: "local" }));
}

/** For dynamic pages: as whoever the request's headers say. Reading them makes a page dynamic. */
export async function callerFromHeaders(headers: Headers): Promise<Caller> {
  const ctx = await requestContext(new Request("http://page/", { headers }));
  return callerFor({ ...ctx, address: "local" });
}
