import { and, eq, isNull } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { apiKey } from "@/db/schema";
import type { Ctx } from "../ctx";
import { recordAudit } from "./record-audit";
import { isAdmin, requireScope } from "./require";

/** Ends a key of one's own team (administrators: any) at once. Ending it again changes nothing. */
export async function revokeKey(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  const actor = requireScope(ctx, "submit");
  const [row] = await ctx.db.select().from(apiKey).where(eq(apiKey.id, input.id));
  if (row === undefined || (row.teamId !== actor.teamId && !isAdmin(ctx)))
    throw new PlumblineError("not_found", "There is no such key.", { hint: "List your keys first." });
  if (row.scopes.some((scope) => scope !== "submit") && !isAdmin(ctx))
    throw new PlumblineError("forbidden", "Only administrators revoke this key.", {
      hint: "Ask an administrator.",
    });
  await ctx.db.transaction(async (tx) => {
    const ended = await tx
      .update(apiKey)
      .set({ revokedAt: ctx.clock.now() })
      .where(and(eq(apiKey.id, row.id), isNull(apiKey.revokedAt)))
      .returning({ id: apiKey.id });
    if (ended.length > 0)
      await recordAudit(ctx, tx, { action: "key.revoke", subject: row.id, teamId: row.teamId });
  });
  return { id: row.id };
}
