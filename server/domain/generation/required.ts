import { and, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { sampleKey } from "@/contracts/sample";
import { sample } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { HeldLease } from "../shard";
import { atPlaces } from "./at-places";

/** Verdicts of any kind are taken from trusted runners only. */
export function requireTrusted(held: HeldLease): void {
  if (held.runner.trusted) return;
  throw new PlumblineError("forbidden", "Verdicts are accepted from trusted runners only.", {
    hint: "Ask the operator to register this runner's key as trusted.",
  });
}

type Place = { problemId: string; sample: number };

/** Refuses what is said of samples that are not stored. Those that came in the same report (`stored`) are not asked for again. */
export async function requireSamples(
  ctx: Ctx,
  runId: string,
  said: readonly Place[],
  stored: readonly Place[] = [],
): Promise<void> {
  const known = new Set(stored.map(sampleKey));
  const verdicts = said.filter((item) => !known.has(sampleKey(item)));
  if (verdicts.length === 0) return;
  const rows = await ctx.db
    .select({ problemId: sample.problemId, sample: sample.sampleIndex })
    .from(sample)
    .where(and(eq(sample.runId, runId), atPlaces(sample, verdicts)));
  const there = new Set(rows.map(sampleKey));
  if (verdicts.some((item) => !there.has(sampleKey(item))))
    throw notExpected("It is about a sample that is not stored.");
}

export function notExpected(message: string): PlumblineError {
  return new PlumblineError("invalid_input", message, { hint: "Report what the lease asks for." });
}
