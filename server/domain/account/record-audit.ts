import type { Db } from "@/db/client";
import { audit } from "@/db/schema";
import type { Ctx } from "../ctx";

/** Adds one line to the append-only record of who did what. `db` is the transaction of the change itself. */
export async function recordAudit(
  ctx: Ctx,
  db: Db,
  entry: { action: string; subject: string; teamId?: string | null; detail?: Record<string, unknown> },
): Promise<void> {
  await db.insert(audit).values({
    at: ctx.clock.now(),
    teamId: entry.teamId ?? (ctx.actor.type === "account" ? ctx.actor.teamId : null),
    actor: actorName(ctx),
    action: entry.action,
    subject: entry.subject,
    detail: entry.detail ?? {},
  });
}

function actorName({ actor }: Ctx): string {
  switch (actor.type) {
    case "anonymous":
      return "anonymous";
    case "system":
      return `system:${actor.name}`;
    case "account":
      return actor.apiKeyId === null ? `account:${actor.accountId}` : `key:${actor.apiKeyId}`;
  }
}
