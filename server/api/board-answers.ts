import { createHash } from "node:crypto";
import { RecentValues } from "@/contracts/recent-values";
import type { Ctx } from "@/server/domain/ctx";
import { boardsChangedAt } from "@/server/domain/leaderboard";

/** Boards are a few hundred kilobytes. */
const MOST_KEPT = 100;
/** What no written board tells of, a new title for example, shows after this at the latest. */
const KEPT_FOR_MS = 30_000;
/** Renewed names of a query beyond these are somebody's own and would only fill the memory. */
const MOST_KEY_CHARACTERS = 600;

type Answer = { status: number; headers: [string, string][]; body: ArrayBuffer; etag: string };
const byDatabase = new WeakMap<Ctx["db"], RecentValues<Answer>>();

/**
 * Answers a board from memory: a board is the same for everybody, and changes only when one is written (`boardsChangedAt`). The body is
 * kept plain: the framework drops a `content-encoding` of ours and compresses by itself. `make` is asked where nothing is kept; answers that are no success are not.
 */
export async function boardAnswer(
  ctx: Ctx,
  request: Request,
  make: () => Promise<Response>,
): Promise<Response> {
  const url = new URL(request.url);
  url.searchParams.sort();
  const key = `${await boardsChangedAt(ctx)} ${url.pathname}?${url.searchParams}`;
  if (key.length > MOST_KEY_CHARACTERS) return make();
  const kept = byDatabase.get(ctx.db) ?? new RecentValues<Answer>({ most: MOST_KEPT, forMs: KEPT_FOR_MS });
  byDatabase.set(ctx.db, kept);
  let fresh: Response | null = null;
  const answer = await kept
    .of(key, performance.now(), async () => {
      const made = await make();
      if (made.ok) return read(made);
      fresh = made;
      throw new NotKept();
    })
    .catch((error: unknown) => {
      if (error instanceof NotKept) return null;
      throw error;
    });
  if (answer === null) return fresh ?? make();
  return write(request, answer);
}

class NotKept extends Error {}

async function read(response: Response): Promise<Answer> {
  const body = await response.arrayBuffer();
  const etag = `W/"${createHash("sha256").update(Buffer.from(body)).digest("base64url").slice(0, 22)}"`;
  const headers = [...response.headers].filter(([name]) => name !== "content-length");
  return { status: response.status, headers, body, etag };
}

function write(request: Request, { status, headers, body, etag }: Answer): Response {
  const all = new Headers(headers);
  // A browser keeps it and asks each time whether it is still so.
  all.set("cache-control", "no-cache");
  all.set("etag", etag);
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: all });
  return new Response(body, { status, headers: all });
}
