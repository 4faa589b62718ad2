import { PlumblineError } from "@/contracts/errors";
import {
  authenticateSession,
  endSession,
  redeemSignInLink,
  SESSION_DAYS,
  whoAmI,
} from "@/server/domain/account";
import type { Ctx } from "@/server/domain/ctx";
import { requestContext, SESSION_COOKIE, sessionToken } from "./request-context";
import { guarded } from "./rest";

type Identify = (request: Request) => Promise<Ctx>;

/** `GET /auth/local?token=…`: uses a one-time link up, sets the session cookie and leads to the first page. */
export function signInWithLink(request: Request, identify: Identify = requestContext): Promise<Response> {
  return guarded(request, anonymously(identify), async (ctx) => {
    if (ctx.address !== "local") await ctx.limiter.take("sign_in", ctx.address);
    const token = new URL(request.url).searchParams.get("token") ?? "";
    const redeemed = await redeemSignInLink(ctx, { token }).catch((error: unknown) => {
      if (isPage(request) && error instanceof PlumblineError && error.code === "unauthenticated") return null;
      throw error;
    });
    // A person gets the page that says how to get another link.
    if (redeemed === null)
      return new Response(null, { status: 303, headers: { location: "/sign-in?link=used" } });
    const session = redeemed.sessionToken;
    return new Response(null, {
      status: 303,
      headers: {
        location: "/submit",
        "set-cookie": cookie(session, SESSION_DAYS * 86_400, ctx),
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
      },
    });
  });
}

/** `POST /api/auth/sign-out`: ends the session of this browser. */
export function signOut(request: Request, identify: Identify = requestContext): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    const token = sessionToken(request.headers);
    if (token !== null && (await authenticateSession(ctx, token)).type === "account")
      await endSession(ctx, token);
    return new Response(null, { status: 204, headers: { "set-cookie": cookie("", 0, ctx) } });
  });
}

/** `GET /api/auth/me`: what the site's header shows; asked after load, so that pages stay cached. */
export function signedInAs(request: Request, identify: Identify = requestContext): Promise<Response> {
  return guarded(request, identify, async (ctx) => {
    const who = await whoAmI(ctx);
    const body = { signedIn: who.signedIn, name: who.account?.name ?? null };
    return Response.json(body, { headers: { "cache-control": "no-store" } });
  });
}

/** A link works whoever the browser was before. */
function anonymously(identify: Identify): Identify {
  return (request) => {
    const headers = new Headers(request.headers);
    headers.delete("cookie");
    headers.delete("authorization");
    return identify(new Request(request.url, { headers }));
  };
}

function isPage(request: Request): boolean {
  return request.headers.get("accept")?.includes("text/html") ?? false;
}

function cookie(value: string, maxAgeSeconds: number, ctx: Ctx): string {
  const secure = ctx.settings.origin.startsWith("https:") ? "; Secure" : "";
  return `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
