import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { sample } from "@/db/schema";
import type { LengthTally } from "@/measure";

/** What the stored samples of a run tell of their lengths, by problem; problems that tell nothing are not in it. */
export async function lengthsOf(
  db: Db,
  runId: string,
  problemIds: readonly string[],
): Promise<Map<string, LengthTally>> {
  if (problemIds.length === 0) return new Map();
  const rows = await db
    .select({
      problemId: sample.problemId,
      samples: sql<number>`count(*)::int`,
      tokens: sql<number>`sum(${sample.completionTokens})::float8`,
    })
    .from(sample)
    .where(
      and(
        eq(sample.runId, runId),
        inArray(sample.problemId, [...problemIds]),
        isNotNull(sample.completionTokens),
      ),
    )
    .groupBy(sample.problemId);
  return new Map(rows.map(({ problemId, samples, tokens }) => [problemId, { samples, tokens }]));
}
