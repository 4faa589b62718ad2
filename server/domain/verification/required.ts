import { and, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { sample } from "@/db/schema";
import type { Ctx } from "../ctx";
import { atPlaces } from "../generation";
import type { HeldLease } from "../shard";

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
  const known = new Set(stored.map(keyOf));
  const verdicts = said.filter((item) => !known.has(keyOf(item)));
  if (verdicts.length === 0) return;
  const rows = await ctx.db
    .select({ problemId: sample.problemId, sample: sample.sampleIndex })
    .from(sample)
    .where(and(eq(sample.runId, runId), atPlaces(sample, verdicts)));
  const there = new Set(rows.map(keyOf));
  if (verdicts.some((item) => !there.has(keyOf(item)))) throw notExpected("A verdict has no stored sample.");
}

const keyOf = ({ problemId, sample: index }: Place): string => `${index}/${problemId}`;

export function notExpected(message: string): PlumblineError {
  return new PlumblineError("invalid_input", message, { hint: "Report what the lease asks for." });
}
