import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Actor } from "@/contracts/actor";
import { PlumblineError } from "@/contracts/errors";
import { account, apiKey } from "@/db/schema";
import type { Ctx } from "../ctx";
import { hashToken, looksLikeKey } from "./hash-token";

/** The last use of a key is written at most this often. */
const LAST_USED_EVERY_MS = 60_000;

/** Who a key stands for; `unauthenticated` where it is unknown or revoked, without saying which. */
export async function authenticateKey(ctx: Ctx, key: string): Promise<Actor> {
  if (!looksLikeKey(key)) throw refused();
  const [row] = await ctx.db
    .select({ key: apiKey, isAdmin: account.isAdmin })
    .from(apiKey)
    .innerJoin(account, eq(account.id, apiKey.accountId))
    .where(and(eq(apiKey.hash, hashToken(key)), isNull(apiKey.revokedAt)));
  if (row === undefined) throw refused();
  const now = ctx.clock.now();
  const stale = new Date(now.getTime() - LAST_USED_EVERY_MS);
  if (row.key.lastUsedAt === null || row.key.lastUsedAt < stale) {
    await ctx.db
      .update(apiKey)
      .set({ lastUsedAt: now })
      .where(and(eq(apiKey.id, row.key.id), or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, stale))));
  }
  return {
    type: "account",
    accountId: row.key.accountId,
    teamId: row.key.teamId,
    scopes: row.key.scopes,
    apiKeyId: row.key.id,
    isAdmin: row.isAdmin,
  };
}

function refused(): PlumblineError {
  return new PlumblineError("unauthenticated", "The key is not valid.", {
    hint: "Send `Authorization: Bearer pl_…` with a key that was not revoked.",
  });
}
