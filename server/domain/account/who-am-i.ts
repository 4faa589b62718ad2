import { eq } from "drizzle-orm";
import { z } from "zod";
import { scopeSchema } from "@/contracts/states";
import { account, team } from "@/db/schema";
import type { Ctx } from "../ctx";

export const identitySchema = z.object({
  signedIn: z.boolean(),
  account: z.object({ id: z.string(), name: z.string() }).nullable(),
  team: z.object({ id: z.string(), slug: z.string(), name: z.string() }).nullable(),
  scopes: z.array(scopeSchema),
  isAdmin: z.boolean(),
});
export type Identity = z.infer<typeof identitySchema>;

/** Who the caller is; the site asks this after load. */
export async function whoAmI(ctx: Ctx): Promise<Identity> {
  const { actor } = ctx;
  if (actor.type !== "account")
    return { signedIn: false, account: null, team: null, scopes: [], isAdmin: false };
  const [own] = await ctx.db.select().from(account).where(eq(account.id, actor.accountId));
  const [ownTeam] = await ctx.db.select().from(team).where(eq(team.id, actor.teamId));
  return {
    signedIn: true,
    account: own === undefined ? null : { id: own.id, name: own.name },
    team: ownTeam === undefined ? null : { id: ownTeam.id, slug: ownTeam.slug, name: ownTeam.name },
    scopes: [...actor.scopes],
    isAdmin: actor.isAdmin,
  };
}
