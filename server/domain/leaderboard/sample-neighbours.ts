import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { problemOfSample } from "@/db/sample-joins";
import { problem, sample } from "@/db/schema";
import type { Ctx } from "../ctx";

type Place = { poolId: string; versionId: string; ordinal: number; sample: number };
type Neighbour = { problemId: string; sample: number } | null;

/** The samples before and after this one, in problem order. */
export async function neighbours(ctx: Ctx, place: Place): Promise<{ previous: Neighbour; next: Neighbour }> {
  const here = sql`(${place.ordinal}::int, ${place.sample}::int)`;
  const there = sql`(${problem.ordinal}, ${sample.sampleIndex})`;
  const [previous, next] = await Promise.all([
    nearest(ctx, place, sql`${there} < ${here}`, [desc(problem.ordinal), desc(sample.sampleIndex)]),
    nearest(ctx, place, sql`${there} > ${here}`, [asc(problem.ordinal), asc(sample.sampleIndex)]),
  ]);
  return { previous, next };
}

async function nearest(ctx: Ctx, place: Place, side: SQL, order: SQL[]): Promise<Neighbour> {
  const [row] = await ctx.db
    .select({ problemId: sample.problemId, sample: sample.sampleIndex })
    .from(sample)
    .innerJoin(problem, problemOfSample(place.versionId))
    .where(and(eq(sample.runId, place.poolId), side))
    .orderBy(...order)
    .limit(1);
  return row ?? null;
}
