import type { IncomingMessage } from "node:http";
import { sessionToken } from "../request-context";

/** What anybody reads and nobody's sign-in adds to: pages by name, and the public lists and records of the API. */
const PAGES =
  /^\/(?:|(?:benchmarks|methods|systems|suites|claims)(?:\/[^/]+)?|models\/[^/]+|runs\/[^/]+(?:\/samples\/[^/]+\/[^/]+)?|search|compare|verifier\/changes|charts\/.+)$/;
const API =
  /^\/api\/(?:openapi\.json|v1\/(?:benchmarks|leaderboards|methods|models|systems|suites|claims|runs|runs-grid|compare|comparisons|lifts)(?:\/.+)?)$/;
/** Longer addresses are somebody's own and would only fill the memory. */
const MOST_KEY_CHARACTERS = 600;
/** Requests of the framework's own client ask for another form of the same address. */
const FRAMEWORK_HEADERS = /^(?:rsc|next-|x-nextjs-|x-middleware-|x-invoke-|x-matched-path|x-prerender-)/;

/** A request that may be answered from memory: `isApi` ones are counted against the limit of reads. */
export type KeptKey = { key: string; isApi: boolean };

/**
 * The key of a request whose answer is the same for everybody without a sign-in, with the query in one order; null where the answer may
 * be somebody's own, is a stream, a part or another form, or where the request changes something.
 */
export function keptKey(request: Pick<IncomingMessage, "method" | "url" | "headers">): KeptKey | null {
  const { method, url, headers } = request;
  if ((method !== "GET" && method !== "HEAD") || url === undefined || headers.host === undefined) return null;
  if (headers.authorization !== undefined || headers.range !== undefined || isSignedIn(headers.cookie))
    return null;
  if (Object.keys(headers).some((name) => FRAMEWORK_HEADERS.test(name))) return null;
  // An address like //host/path names another server to the parser.
  if (url.startsWith("//") || url.length > MOST_KEY_CHARACTERS) return null;
  const [pathname = "", query = ""] = url.split(/\?(.*)/s);
  const isApi = API.test(pathname);
  if (!isApi && !PAGES.test(pathname)) return null;
  const search = new URLSearchParams(query);
  if (search.has("_rsc") || search.get("format") === "ndjson") return null;
  search.sort();
  const key = `${headers.host} ${pathname}?${search}`;
  return key.length > MOST_KEY_CHARACTERS ? null : { key, isApi };
}

function isSignedIn(cookie: string | undefined): boolean {
  if (cookie === undefined) return false;
  // The framework's own cookies ask for a preview.
  return sessionToken(new Headers({ cookie })) !== null || /(?:^|;\s*)(?:plumbline_|__)/.test(cookie);
}

/**
 * Whether a request may change what others read: anything that is no read, but for the endless calls of runners and of the workflow
 * engine (whose published boards are told by `forgetKept`) and the parts of an upload.
 */
export function mayChange({ method, url = "" }: Pick<IncomingMessage, "method" | "url">): boolean {
  if (method === undefined || method === "GET" || method === "HEAD" || method === "OPTIONS") return false;
  if (/^\/api\/(?:inngest|v1\/runner\/)/.test(url)) return false;
  return !(method === "PATCH" && url.startsWith("/api/v1/uploads/"));
}
