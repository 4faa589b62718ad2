import { and, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { account, teamMember } from "@/db/schema";
import type { Ctx } from "../ctx";

export type Owner = { accountId: string; teamId: string; isAdmin: boolean };

/** An account with the team that it owns; `not_found` where there is none. */
export async function ownerOf(ctx: Ctx, accountId: string): Promise<Owner> {
  const [row] = await ctx.db
    .select({ accountId: account.id, isAdmin: account.isAdmin, teamId: teamMember.teamId })
    .from(account)
    .innerJoin(teamMember, and(eq(teamMember.accountId, account.id), eq(teamMember.role, "owner")))
    .where(eq(account.id, accountId))
    .limit(1);
  if (row !== undefined) return row;
  throw new PlumblineError("not_found", "There is no such account.", { hint: "Check the account id." });
}
