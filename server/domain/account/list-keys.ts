import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { scopeSchema } from "@/contracts/states";
import { apiKey } from "@/db/schema";
import type { Ctx } from "../ctx";
import { requireScope } from "./require";

export const keyViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  trustedRunner: z.boolean(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type KeyView = z.infer<typeof keyViewSchema>;

/** The keys of one's own team, newest first; never the keys themselves. At most 200 are shown. */
export async function listKeys(ctx: Ctx): Promise<KeyView[]> {
  const actor = requireScope(ctx, "submit");
  const rows = await ctx.db
    .select()
    .from(apiKey)
    .where(eq(apiKey.teamId, actor.teamId))
    .orderBy(desc(apiKey.createdAt), desc(apiKey.id))
    .limit(200);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    trustedRunner: row.trustedRunner,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
