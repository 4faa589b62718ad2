import { z } from "zod";
import { PlumblineError } from "@/contracts/errors";
import { oneLine } from "@/contracts/one-line";
import { account, team, teamMember } from "@/db/schema";
import type { Ctx } from "../ctx";
import { recordAudit } from "./record-audit";
import { requireAdmin } from "./require";

const name = oneLine(120);
export const createAccountSchema = z.object({ name, teamName: name, isAdmin: z.boolean().default(false) });
export const accountCreatedSchema = z.object({
  accountId: z.string(),
  teamId: z.string(),
  teamSlug: z.string(),
});

/** A new account with a team of its own. Administrators only. The team's name must be free. */
export async function createAccount(
  ctx: Ctx,
  input: z.input<typeof createAccountSchema>,
): Promise<z.infer<typeof accountCreatedSchema>> {
  requireAdmin(ctx);
  const parsed = createAccountSchema.parse(input);
  const accountId = ctx.ids.create("account");
  const teamId = ctx.ids.create("team");
  const teamSlug = slugOf(parsed.teamName, teamId);
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    const added = await tx
      .insert(team)
      .values({ id: teamId, slug: teamSlug, name: parsed.teamName, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: team.id });
    if (added.length === 0)
      throw new PlumblineError("conflict", "A team with this name exists already.", {
        hint: "Choose another name.",
      });
    await tx
      .insert(account)
      .values({ id: accountId, name: parsed.name, isAdmin: parsed.isAdmin, createdAt: now });
    await tx.insert(teamMember).values({ teamId, accountId, role: "owner", createdAt: now });
    await recordAudit(ctx, tx, { action: "account.create", subject: accountId, teamId });
  });
  return { accountId, teamId, teamSlug };
}

function slugOf(text: string, fallback: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return slug === "" ? fallback.replace("_", "-") : slug;
}
