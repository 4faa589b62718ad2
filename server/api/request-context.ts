import { PlumblineError } from "@/contracts/errors";
import { createContext } from "@/server/context";
import { authenticateKey, authenticateSession } from "@/server/domain/account";
import type { Ctx } from "@/server/domain/ctx";
import { env } from "@/server/env";

export const SESSION_COOKIE = "plumbline_session";

/**
 * Who sends a request: the key in `Authorization`, else the session cookie, else nobody. A cookie may change things only
 * from our own pages; a wrong key is refused rather than taken for nobody.
 */
export async function requestContext(request: Request): Promise<Ctx> {
  const address = addressOf(request.headers.get("x-forwarded-for"));
  return identify(createContext({ actor: { type: "anonymous" }, address }), request);
}

/** The same over a given anonymous context; tests bring their own adapters. */
export async function identify(anonymous: Ctx, request: Request): Promise<Ctx> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) return { ...anonymous, actor: await keyActor(anonymous, authorization) };
  const token = sessionToken(request.headers);
  if (token === null) return anonymous;
  const actor = await authenticateSession(anonymous, token);
  if (actor.type === "account") refuseForeignMutation(request);
  return { ...anonymous, actor };
}

async function keyActor(ctx: Ctx, authorization: string) {
  const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1] ?? "";
  try {
    return await authenticateKey(ctx, key);
  } catch (error) {
    if (error instanceof PlumblineError && error.code === "unauthenticated")
      await ctx.limiter.take("sign_in", ctx.address);
    throw error;
  }
}

/** The session's token, from the cookie. */
export function sessionToken(headers: Headers): string | null {
  const cookies = headers.get("cookie") ?? "";
  const found = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([A-Za-z0-9_-]{20,100})(?:;|$)`).exec(cookies);
  return found?.[1] ?? null;
}

/** A foreign page can make a browser send our cookie along; such a request may not change anything. */
function refuseForeignMutation(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const own = site === null ? origin !== null && isOwnOrigin(origin, request) : site === "same-origin";
  if (own) return;
  throw new PlumblineError("forbidden", "This request does not come from our own pages.", {
    hint: "Use an API key instead of the browser's session.",
  });
}

function isOwnOrigin(origin: string, request: Request): boolean {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * The address that limits count by. Without a proxy of the operator's, `x-forwarded-for` is the client's own word, so all
 * unknown callers share one count.
 */
export function addressOf(forwardedFor: string | null): string {
  if (!env().PLUMBLINE_TRUST_PROXY) return "direct";
  return forwardedFor?.split(",").at(-1)?.trim() || "unknown";
}
