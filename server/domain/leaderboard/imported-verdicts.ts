import { and, asc, eq, gt, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ImportedSummary } from "@/contracts/board";
import { IMPORTED_PREFIX } from "@/contracts/verdict";
import { verdict } from "@/db/schema";
import type { Ctx } from "../ctx";

/** The verdicts of the tool that wrote the run's file, joined beside ours. */
export const theirs = alias(verdict, "theirs");

/** Both judged the sample and one of them alone calls it correct. */
export const disagrees = sql<boolean>`(${verdict.outcome} = 'correct') <> (${theirs.outcome} = 'correct') and ${theirs.outcome} <> 'undecided'`;

/**
 * The keys under which foreign verdicts of a run are stored, in their order. Steps from key to key through the index: a run of
 * millions of verdicts has two or three keys.
 */
export async function importedKeys(ctx: Ctx, runId: string): Promise<string[]> {
  const keys: string[] = [];
  for (let last: string | null = null; ; ) {
    const next = await keyAfter(ctx, runId, last);
    if (next === null) return keys;
    if (next.startsWith(IMPORTED_PREFIX)) keys.push(next);
    last = next;
  }
}

async function keyAfter(ctx: Ctx, runId: string, last: string | null): Promise<string | null> {
  const [row] = await ctx.db
    .select({ key: verdict.verifierKey })
    .from(verdict)
    .where(and(eq(verdict.runId, runId), last === null ? undefined : gt(verdict.verifierKey, last)))
    .orderBy(asc(verdict.verifierKey))
    .limit(1);
  return row?.key ?? null;
}

/** How the verdicts of the file's own tools compare with ours, one row a tool; integer counts over the run's samples. */
export async function importedSummaries(
  ctx: Ctx,
  { runId, verifierKey }: { runId: string; verifierKey: string },
): Promise<ImportedSummary[]> {
  const keys = await importedKeys(ctx, runId);
  return Promise.all(keys.map((key) => summaryOf(ctx, { runId, verifierKey, key })));
}

async function summaryOf(
  ctx: Ctx,
  { runId, verifierKey, key }: { runId: string; verifierKey: string; key: string },
): Promise<ImportedSummary> {
  const judged = ne(theirs.outcome, "undecided");
  const ours = sql`${verdict.outcome} = 'correct'`;
  const their = sql`${theirs.outcome} = 'correct'`;
  const counted = (condition: ReturnType<typeof sql>) =>
    sql<number>`(count(*) filter (where ${condition}))::int`;
  const [row] = await ctx.db
    .select({
      judged: counted(sql`${judged}`),
      notJudged: counted(sql`not (${judged})`),
      correct: counted(their),
      agree: counted(sql`${judged} and (${ours}) = (${their})`),
      onlyOurs: counted(sql`${judged} and ${ours} and not (${their})`),
      onlyTheirs: counted(sql`${their} and not (${ours})`),
    })
    .from(theirs)
    .leftJoin(
      verdict,
      and(
        eq(verdict.runId, theirs.runId),
        eq(verdict.verifierKey, verifierKey),
        eq(verdict.problemId, theirs.problemId),
        eq(verdict.sampleIndex, theirs.sampleIndex),
      ),
    )
    .where(and(eq(theirs.runId, runId), eq(theirs.verifierKey, key)));
  const none = { judged: 0, notJudged: 0, correct: 0, agree: 0, onlyOurs: 0, onlyTheirs: 0 };
  return { verifierKey: key, ...(row ?? none) };
}
