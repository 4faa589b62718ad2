import { type NextRequest, NextResponse } from "next/server";

/** Signed-in pages and pages that show what a model wrote: rendered per request, so that scripts carry a nonce. */
const NONCE_PAGES = /^\/(runs|submissions|submit|sign-in|verifier|compare)(\/|$)/;
const BOARD = /^\/(?:benchmarks\/([^/]+))?$/;

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

/**
 * Sets the content-security-policy of every page and leads boards to their two forms: without a query the cached page,
 * with one its dynamic twin. `/` is the board of the first benchmark (`-`).
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  const nonce = NONCE_PAGES.test(pathname) ? Buffer.from(crypto.randomUUID()).toString("base64") : null;
  const policy = policyWith(nonce);
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from this header of the request.
  if (nonce === null) headers.delete("content-security-policy");
  else headers.set("content-security-policy", policy);
  const board = BOARD.exec(pathname);
  const target = board === null ? null : boardTarget(request, board[1] ?? "-");
  const response =
    target === null
      ? NextResponse.next({ request: { headers } })
      : NextResponse.rewrite(target, { request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function policyWith(nonce: string | null): string {
  // The framework's inline payload of a cached page cannot be hashed; such pages show submitted names as text only.
  const inline = nonce === null ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [...COMMON, `script-src 'self' ${inline}${development}`].join("; ");
}

/** Where a board's address really leads; null where it stands for itself. Parameters are sorted, so that equal views are one address. */
function boardTarget(request: NextRequest, slug: string): URL | null {
  const query = [...request.nextUrl.searchParams].filter(([name, value]) => name !== "_rsc" && value !== "");
  if (query.length === 0 && slug !== "-") return null;
  const target = request.nextUrl.clone();
  target.pathname = query.length === 0 ? "/benchmarks/-" : `/live/benchmarks/${slug}`;
  target.search = new URLSearchParams(query.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
  return target;
}

export const config = {
  matcher: ["/((?!api/|_next/|auth/|live/|.*\\.(?:js|css|svg|png|ico|woff2|txt)$).*)"],
};
