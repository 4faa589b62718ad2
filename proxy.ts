import { type NextRequest, NextResponse } from "next/server";

/** Signed-in pages and pages that show what a model wrote: rendered per request, so that scripts carry a nonce. */
const NONCE_PAGES =
  /^\/(runs|submissions|submit|sign-in|verifier|compare|account|operator|search|models)(\/|$)/;

/** Boards have no inline script (pages/benchmarks). */
const PLAIN_PAGES = /^\/(benchmarks(\/|$)|$)/;

const COMMON = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' data:",
  "font-src 'self'",
  // Charts and progress bars carry style attributes; a style cannot run anything.
  "style-src 'self' 'unsafe-inline'",
];

/** Sets the content-security-policy of every page; next.config.js leads boards to their two forms. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  const nonce = NONCE_PAGES.test(pathname) ? Buffer.from(crypto.randomUUID()).toString("base64") : null;
  const policy = policyWith(PLAIN_PAGES.test(pathname) ? "" : inlineScripts(nonce));
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from this header of the request.
  if (nonce === null) headers.delete("content-security-policy");
  else headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function inlineScripts(nonce: string | null): string {
  // The framework's inline payload of a cached page cannot be hashed; such pages show submitted names as text only.
  return nonce === null ? " 'unsafe-inline'" : ` 'nonce-${nonce}'`;
}

function policyWith(inline: string): string {
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval' 'unsafe-inline'" : "";
  return [...COMMON, `script-src 'self'${inline}${development}`].join("; ");
}

// Files lie at the top only: further down a name with `.js` or `.svg` at its end is what somebody called a model.
export const config = {
  matcher: ["/((?!api/|_next/|auth/|charts/|[^/]*\\.(?:js|css|svg|png|ico|woff2|txt)$).*)"],
};
