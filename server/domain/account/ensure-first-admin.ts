import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Secret } from "@/contracts/secret";
import type { Scope } from "@/contracts/states";
import type { Db } from "@/db/client";
import { account, apiKey, team, teamMember } from "@/db/schema";
import type { Ctx } from "../ctx";
import { hashToken, looksLikeKey } from "./hash-token";
import { recordAudit } from "./record-audit";
import { requireSystem } from "./require";

const TEAM_SLUG = "operator";
const ADMIN_KEY_NAME = "first administrator";
const RUNNER_KEY_NAME = "local runner";

/**
 * The operator's team and account, with the keys that the supervisor keeps in its home: the administrator's key
 * (scopes `admin`, `submit`) and the trusted key of the local runner. Safe at every start; where the home
 * has a new key, the one that it replaces is revoked.
 */
export async function ensureFirstAdmin(
  ctx: Ctx,
  input: { adminKey: Secret; runnerKey: Secret | null },
): Promise<{ accountId: string; teamId: string }> {
  requireSystem(ctx);
  return ctx.db.transaction(async (tx) => {
    await tx
      .insert(team)
      .values({ id: ctx.ids.create("team"), slug: TEAM_SLUG, name: "Operator", createdAt: ctx.clock.now() })
      .onConflictDoNothing();
    // The row lock makes two starts at once take turns.
    const [owner] = await tx.select().from(team).where(eq(team.slug, TEAM_SLUG)).for("update");
    if (owner === undefined) throw new Error("the operator's team is missing");
    const accountId = await ensureAccount(ctx, tx, owner.id);
    const ids = { teamId: owner.id, accountId };
    await ensureKey(ctx, tx, {
      ...ids,
      name: ADMIN_KEY_NAME,
      key: input.adminKey,
      scopes: ["admin", "submit"],
    });
    if (input.runnerKey !== null)
      await ensureKey(ctx, tx, { ...ids, name: RUNNER_KEY_NAME, key: input.runnerKey, scopes: ["runner"] });
    return ids;
  });
}

async function ensureAccount(ctx: Ctx, tx: Db, teamId: string): Promise<string> {
  const [existing] = await tx
    .select({ id: account.id })
    .from(account)
    .innerJoin(teamMember, eq(teamMember.accountId, account.id))
    .where(and(eq(teamMember.teamId, teamId), eq(account.isAdmin, true)))
    .orderBy(account.createdAt)
    .limit(1);
  if (existing !== undefined) return existing.id;
  const id = ctx.ids.create("account");
  const createdAt = ctx.clock.now();
  await tx.insert(account).values({ id, name: "Operator", isAdmin: true, createdAt });
  await tx.insert(teamMember).values({ teamId, accountId: id, role: "owner", createdAt });
  await recordAudit(ctx, tx, { action: "account.create", subject: id, teamId });
  return id;
}

async function ensureKey(
  ctx: Ctx,
  tx: Db,
  wanted: { teamId: string; accountId: string; name: string; key: Secret; scopes: Scope[] },
): Promise<void> {
  const text = wanted.key.reveal();
  if (!looksLikeKey(text)) throw new Error(`the key of the ${wanted.name} does not have the form of a key`);
  const hash = hashToken(text);
  await tx
    .update(apiKey)
    .set({ revokedAt: ctx.clock.now() })
    .where(
      and(
        eq(apiKey.teamId, wanted.teamId),
        inArray(apiKey.name, [wanted.name]),
        ne(apiKey.hash, hash),
        isNull(apiKey.revokedAt),
      ),
    );
  const added = await tx
    .insert(apiKey)
    .values({
      id: ctx.ids.create("apiKey"),
      teamId: wanted.teamId,
      accountId: wanted.accountId,
      name: wanted.name,
      hash,
      scopes: wanted.scopes,
      trustedRunner: wanted.scopes.includes("runner"),
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: apiKey.id });
  const id = added[0]?.id;
  if (id !== undefined)
    await recordAudit(ctx, tx, {
      action: "key.create",
      subject: id,
      teamId: wanted.teamId,
      detail: { scopes: wanted.scopes },
    });
}
