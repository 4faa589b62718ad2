import { sql } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { EngineInfo } from "@/contracts/runner";
import { runner } from "@/db/schema";
import { isTrustedRunnerKey, requireScope } from "../account";
import type { Ctx } from "../ctx";

export type Runner = typeof runner.$inferSelect;

/** The caller as a runner, known by its key and name; refused where the operator or a wrong verdict has stopped it. */
export async function registerRunner(
  ctx: Ctx,
  input: { name: string; version: string; engines: readonly EngineInfo[] },
): Promise<Runner> {
  const apiKeyId = runnerKeyOf(ctx);
  const at = ctx.clock.now();
  const seen = { version: input.version, engines: [...input.engines], lastSeenAt: at };
  const [row] = await ctx.db
    .insert(runner)
    .values({
      id: ctx.ids.create("runner"),
      apiKeyId,
      name: input.name,
      trusted: await isTrustedRunnerKey(ctx, apiKeyId),
      createdAt: at,
      ...seen,
    })
    .onConflictDoUpdate({ target: [runner.apiKeyId, runner.name], set: seen })
    .returning();
  if (row === undefined) throw new Error("the runner was not stored");
  if (row.stoppedReason !== null) throw stopped(row.stoppedReason);
  return row;
}

/** The key of a caller with the scope `runner`. */
export function runnerKeyOf(ctx: Ctx): string {
  const { apiKeyId } = requireScope(ctx, "runner");
  if (apiKeyId !== null) return apiKeyId;
  throw new PlumblineError("forbidden", "A runner comes with a key, not with a browser session.", {
    hint: "Create a key with the scope runner: `plumbline keys create --scope runner`.",
  });
}

function stopped(reason: string): PlumblineError {
  return new PlumblineError("forbidden", `This runner is stopped: ${reason}.`, {
    hint: "Update the runner and give it another name, or ask the operator.",
  });
}

/** Notes that a runner is alive while it waits for work. */
export async function touchRunner(ctx: Ctx, runnerId: string): Promise<void> {
  await ctx.db.update(runner).set({ lastSeenAt: ctx.clock.now() }).where(sql`${runner.id} = ${runnerId}`);
}
