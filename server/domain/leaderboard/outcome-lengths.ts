import { and, eq, sql } from "drizzle-orm";
import type { OutcomeLength, OutcomeLengths } from "@/contracts/chart";
import { OUTCOMES } from "@/contracts/outcome";
import { verdictOfSample } from "@/db/sample-joins";
import { sample, verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { ofPublished } from "./of-published";
import { type VisibleRun, visibleRun } from "./visible-run";

/** Bins to a doubling of the length. */
const BINS = 4;

const lengthsOf = ofPublished<OutcomeLengths>();

/** Completion tokens of all samples of a run by outcome; of a reduced run those of its pool. Computed by the database. */
export async function outcomeLengths(ctx: Ctx, runId: string): Promise<OutcomeLengths> {
  const { run } = await visibleRun(ctx, runId);
  return lengthsOf(ctx, run, () => readLengths(ctx, run));
}

async function readLengths(ctx: Ctx, run: VisibleRun["run"]): Promise<OutcomeLengths> {
  const judged = verdictOfSample(run.verifierKey);
  const ofRun = eq(sample.runId, run.sourceRunId ?? run.id);
  // A sample without a token lies below every bin of a log axis: it counts as one token.
  const length = sql`greatest(${sample.completionTokens}, 1)`;
  const bin = sql<number>`floor(log(2, ${length}::numeric) * ${sql.raw(String(BINS))})::int`;
  const [bins, facts] = await Promise.all([
    ctx.db
      .select({ outcome: verdict.outcome, bin, samples: sql<number>`count(*)::int` })
      .from(sample)
      .innerJoin(verdict, judged)
      .where(and(ofRun, sql`${sample.completionTokens} is not null`))
      .groupBy(verdict.outcome, sql`2`)
      .orderBy(sql`2`),
    ctx.db
      .select({
        outcome: verdict.outcome,
        samples: sql<number>`count(${sample.completionTokens})::int`,
        unknown: sql<number>`(count(*) - count(${sample.completionTokens}))::int`,
        mean: sql<number | null>`avg(${sample.completionTokens})::float8`,
        quantiles: sql<
          number[] | null
        >`percentile_cont(array[0.05, 0.25, 0.5, 0.75, 0.95]) within group (order by ${sample.completionTokens})`,
      })
      .from(sample)
      .innerJoin(verdict, judged)
      .where(ofRun)
      .groupBy(verdict.outcome),
  ]);
  const items = OUTCOMES.flatMap((outcome): OutcomeLength[] => {
    const found = facts.find((item) => item.outcome === outcome);
    const [a, b, c, d, e] = found?.quantiles ?? [];
    if (found === undefined || found.mean === null || e === undefined) return [];
    if (a === undefined || b === undefined || c === undefined || d === undefined) return [];
    return [
      {
        outcome,
        samples: found.samples,
        mean: found.mean,
        quantiles: [a, b, c, d, e],
        bins: bins
          .filter((item) => item.outcome === outcome)
          .map((item) => ({
            from: 2 ** (item.bin / BINS),
            to: 2 ** ((item.bin + 1) / BINS),
            samples: item.samples,
          })),
      },
    ];
  });
  return { items, unknown: facts.reduce((sum, item) => sum + item.unknown, 0) };
}
