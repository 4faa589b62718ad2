import { and, eq, inArray } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { sample } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { HeldLease } from "../shard";

/** Verdicts of any kind are taken from trusted runners only. */
export function requireTrusted(held: HeldLease): void {
  if (held.runner.trusted) return;
  throw new PlumblineError("forbidden", "Verdicts are accepted from trusted runners only.", {
    hint: "Ask the operator to register this runner's key as trusted.",
  });
}

/** Refuses what is said of samples that are not stored. */
export async function requireSamples(
  ctx: Ctx,
  runId: string,
  verdicts: readonly { problemId: string; sample: number }[],
): Promise<void> {
  const rows = await ctx.db
    .select({ problemId: sample.problemId, sample: sample.sampleIndex })
    .from(sample)
    .where(
      and(eq(sample.runId, runId), inArray(sample.problemId, [...new Set(verdicts.map((v) => v.problemId))])),
    );
  const there = new Set(rows.map((row) => `${row.sample}/${row.problemId}`));
  if (verdicts.some((item) => !there.has(`${item.sample}/${item.problemId}`))) {
    throw notExpected("A verdict has no stored sample.");
  }
}

export function notExpected(message: string): PlumblineError {
  return new PlumblineError("invalid_input", message, { hint: "Report what the lease asks for." });
}
