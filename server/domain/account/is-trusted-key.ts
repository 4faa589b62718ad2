import { and, eq, isNull } from "drizzle-orm";
import { apiKey } from "@/db/schema";
import type { Ctx } from "../ctx";

/** Whether runners that come with this key may see golds and report verdicts. */
export async function isTrustedRunnerKey(ctx: Ctx, apiKeyId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ trusted: apiKey.trustedRunner })
    .from(apiKey)
    .where(and(eq(apiKey.id, apiKeyId), isNull(apiKey.revokedAt)));
  return row?.trusted ?? false;
}
