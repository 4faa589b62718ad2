import { sql } from "drizzle-orm";
import { recomputeScores } from "@/server/domain/metric";
import type { LocalContext } from "../../local-context";
import type { CallLog } from "./endpoint";
import { rowsOf } from "./instance-context";
import { EXPECTED } from "./submissions";

/** What a round's fault did. All of it should be 0, but for calls that were in flight when their maker was killed. */
export type Count = {
  /** Planned samples without a stored sample, text or verdict; runs and submissions that are not published. */
  lost: number;
  /** Whatever is there twice or too much: submissions, runs, samples, verdicts, texts, board rows. */
  doubled: number;
  /** Samples that ended as an infrastructure error. */
  faulty: number;
  /** Calls that the endpoint began work for beyond one for each call needed. */
  extraCalls: number;
  /** Whether `recompute --check` finds every score again, bit for bit. */
  recomputed: boolean;
  /** Names what is not 0. */
  notes: string[];
};

/** Counts from the database and from the endpoint's log what came of the submissions that were not there `before`. */
export async function countRound(
  ctx: LocalContext,
  round: { before: readonly string[]; log: CallLog },
): Promise<Count> {
  const notes: string[] = [];
  const note = (what: string, count: number) => {
    if (count > 0) notes.push(`${count} ${what}`);
    return Math.max(0, count);
  };
  const one = async (query: ReturnType<typeof sql>) => Number((await rowsOf(ctx, query))[0]?.count ?? 0);
  const isNew = (column: string) =>
    round.before.length === 0 ? sql`true` : sql`${sql.raw(column)} not in ${round.before}`;
  const newRuns = sql`(select r.* from run r where ${isNew("r.submission_id")})`;
  const made = sql`(select * from ${newRuns} n where n.kind <> 'reduced')`;

  const submissions = await one(sql`select count(*) from submission where ${isNew("id")}`);
  const published = await one(
    sql`select count(*) from submission where ${isNew("id")} and state = 'published'`,
  );
  const runs = await one(sql`select count(*) from ${newRuns} n`);
  const publishedRuns = await one(sql`select count(*) from ${newRuns} n where n.state = 'published'`);
  const planned = sql`(select n.id as run_id, n.verifier_key, p.id as problem_id, i as sample_index
    from ${made} n join problem p on p.benchmark_version_id = n.benchmark_version_id
    cross join lateral generate_series(0, n.samples_per_problem - 1) i)`;
  const same = sql`t.run_id = x.run_id and t.problem_id = x.problem_id and t.sample_index = x.sample_index`;
  const missing = (table: ReturnType<typeof sql>, more = sql``) =>
    one(
      sql`select count(*) from ${planned} x where not exists (select 1 from ${table} t where ${same} ${more})`,
    );
  const surplus = (table: ReturnType<typeof sql>) =>
    one(sql`select count(*) - count(distinct (t.run_id, t.problem_id, t.sample_index)) as count
      from ${table} t where t.run_id in (select id from ${made} n)`);
  const unplanned = await one(sql`select count(*) from sample t where t.run_id in (select id from ${made} n)
    and not exists (select 1 from ${planned} x where ${same})`);
  const plannedCount = await one(sql`select count(*) from ${planned} x`);
  const boardRows = await one(
    sql`select count(*) from board_row b where b.run_id in (select id from ${newRuns} n)`,
  );
  const textless =
    await one(sql`select count(*) from sample t left join trace_text x on x.sha256 = t.trace_sha256
    where t.run_id in (select id from ${made} n) and x.sha256 is null`);

  const lost =
    note("submissions not there", EXPECTED.submissions - submissions) +
    note("submissions not published", submissions - published) +
    note("runs not there", EXPECTED.runs - runs) +
    note("runs not published", runs - publishedRuns) +
    note("samples not planned that should be", EXPECTED.samples - plannedCount) +
    note("samples missing", await missing(sql`sample`)) +
    note("traces missing", await missing(sql`trace`)) +
    note("verdicts missing", await missing(sql`verdict`, sql`and t.verifier_key = x.verifier_key`)) +
    note("samples without text", textless) +
    note("board rows missing", publishedRuns - boardRows);
  const doubled =
    note("submissions too many", submissions - EXPECTED.submissions) +
    note("runs too many", runs - EXPECTED.runs) +
    note("samples not asked for", unplanned) +
    note("samples doubled", await surplus(sql`sample`)) +
    note("traces doubled", await surplus(sql`trace`)) +
    note("verdicts doubled", await surplus(sql`verdict`)) +
    note("texts that differ from the sample's", await differingTexts(ctx, made)) +
    note("board rows too many", boardRows - publishedRuns);
  const faulty = note(
    "samples that are infrastructure errors",
    await one(
      sql`select count(*) from sample t where t.fault is not null and t.run_id in (select id from ${made} n)`,
    ),
  );
  const { differing } = await recomputeScores(ctx, { check: true });
  for (const { runId, what } of differing) notes.push(`${runId}: ${what} differs when computed again`);
  const extraCalls = round.log.begun - round.log.seeds.size;
  return { lost, doubled, faulty, extraCalls, recomputed: differing.length === 0, notes };
}

function differingTexts(ctx: LocalContext, made: ReturnType<typeof sql>): Promise<number> {
  return rowsOf(
    ctx,
    sql`select count(*) from sample s join trace t using (run_id, problem_id, sample_index)
      where s.run_id in (select id from ${made} n) and s.trace_sha256 <> t.text_sha256`,
  ).then((rows) => Number(rows[0]?.count ?? 0));
}
