import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { RecentValues } from "@/contracts/recent-values";
import type { Ctx } from "@/server/domain/ctx";
import { boardsChangedAt } from "@/server/domain/leaderboard";

/** Boards are a few hundred kilobytes before they are compressed and about a tenth of it after. */
const MOST_KEPT = 300;
/** What no written board tells of, a new title for example, shows after this at the latest. */
const KEPT_FOR_MS = 30_000;
/** Renewed names of a query beyond these are somebody's own and would only fill the memory. */
const MOST_KEY_CHARACTERS = 600;

type Answer = { status: number; headers: [string, string][]; packed: Buffer; etag: string };
const byDatabase = new WeakMap<Ctx["db"], RecentValues<Answer>>();
const pack = promisify(gzip);

/**
 * Answers a board from memory: a board is the same for everybody, and changes only when one is written (`boardsChangedAt`). The body is
 * kept compressed; who does not take gzip gets it plain. `make` is asked where nothing is kept; answers that are no success are not.
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
  const body = Buffer.from(await response.arrayBuffer());
  const etag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = [...response.headers].filter(([name]) => name !== "content-length");
  return { status: response.status, headers, packed: await pack(body), etag };
}

function write(request: Request, { status, headers, packed, etag }: Answer): Response {
  const all = new Headers(headers);
  // A browser keeps it and asks each time whether it is still so.
  all.set("cache-control", "no-cache");
  all.set("etag", etag);
  all.set("vary", "accept-encoding");
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: all });
  const bytes = new Uint8Array(packed);
  if (/\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")) {
    all.set("content-encoding", "gzip");
    return new Response(bytes, { status, headers: all });
  }
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain, { status, headers: all });
}
