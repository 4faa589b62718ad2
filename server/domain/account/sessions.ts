import { and, eq, gt, isNull } from "drizzle-orm";
import type { Actor } from "@/contracts/actor";
import { PlumblineError } from "@/contracts/errors";
import { account, session, signInLink, teamMember } from "@/db/schema";
import type { Ctx } from "../ctx";
import { hashToken } from "./hash-token";
import { ownerOf } from "./owner-of";
import { recordAudit } from "./record-audit";
import { requireAdmin } from "./require";

export const SESSION_DAYS = 30;
export const SIGN_IN_LINK_MINUTES = 15;

/**
 * A link that signs one browser in, once, within 15 minutes; `not_found` for an account that is not there. Without `accountId` it is for the first administrator:
 * that is how a local instance signs its owner in, as notebooks do.
 */
export async function createSignInLink(
  ctx: Ctx,
  input: { accountId?: string } = {},
): Promise<{ url: string; expiresAt: string }> {
  requireAdmin(ctx);
  const accountId =
    input.accountId === undefined ? await firstAdmin(ctx) : (await ownerOf(ctx, input.accountId)).accountId;
  const token = ctx.ids.token(32);
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + SIGN_IN_LINK_MINUTES * 60_000);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(signInLink).values({ hash: hashToken(token), accountId, createdAt: now, expiresAt });
    await recordAudit(ctx, tx, { action: "sign-in-link.create", subject: accountId });
  });
  return { url: `${ctx.settings.origin}/auth/local?token=${token}`, expiresAt: expiresAt.toISOString() };
}

/** Uses a link up and opens a session; the token of the session goes into the cookie and nowhere else. */
export async function redeemSignInLink(
  ctx: Ctx,
  input: { token: string },
): Promise<{ sessionToken: string; expiresAt: Date }> {
  const now = ctx.clock.now();
  const sessionToken = ctx.ids.token(32);
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  await ctx.db.transaction(async (tx) => {
    const [link] = await tx
      .update(signInLink)
      .set({ usedAt: now })
      .where(
        and(
          eq(signInLink.hash, hashToken(input.token)),
          isNull(signInLink.usedAt),
          gt(signInLink.expiresAt, now),
        ),
      )
      .returning({ accountId: signInLink.accountId });
    if (link === undefined) {
      throw new PlumblineError(
        "unauthenticated",
        "This sign-in link was used already, or is older than 15 minutes.",
        {
          hint: "Ask for a new one: `plumbline start` prints it, and so does `plumbline keys sign-in`.",
        },
      );
    }
    await tx
      .insert(session)
      .values({ hash: hashToken(sessionToken), accountId: link.accountId, createdAt: now, expiresAt });
    await recordAudit(ctx, tx, { action: "session.open", subject: link.accountId });
  });
  return { sessionToken, expiresAt };
}

/** Who a session cookie stands for; anonymous where it is unknown or over. */
export async function authenticateSession(ctx: Ctx, sessionToken: string): Promise<Actor> {
  const [row] = await ctx.db
    .select({ accountId: account.id, isAdmin: account.isAdmin, teamId: teamMember.teamId })
    .from(session)
    .innerJoin(account, eq(account.id, session.accountId))
    .innerJoin(teamMember, and(eq(teamMember.accountId, account.id), eq(teamMember.role, "owner")))
    .where(and(eq(session.hash, hashToken(sessionToken)), gt(session.expiresAt, ctx.clock.now())))
    .limit(1);
  if (row === undefined) return { type: "anonymous" };
  return { type: "account", ...row, scopes: row.isAdmin ? ["submit", "admin"] : ["submit"], apiKeyId: null };
}

/** Ends one session. */
export async function endSession(ctx: Ctx, sessionToken: string): Promise<void> {
  await ctx.db.delete(session).where(eq(session.hash, hashToken(sessionToken)));
}

async function firstAdmin(ctx: Ctx): Promise<string> {
  const [row] = await ctx.db
    .select({ id: account.id })
    .from(account)
    .where(eq(account.isAdmin, true))
    .orderBy(account.createdAt)
    .limit(1);
  if (row !== undefined) return row.id;
  throw new PlumblineError("not_found", "There is no administrator yet.", {
    hint: "Run `plumbline start` once.",
  });
}
