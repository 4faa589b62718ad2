import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { type EndpointSubmissionInput, submissionReceiptSchema } from "@/contracts/submission";
import { ReferenceEngine } from "@/gpu-runner/engines/reference/reference-engine";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { type LocalContext, withLocalContext } from "../local-context";
import { BareLoops } from "./bare-loops";
import { type Contest, contest, ratioOf } from "./contest";
import { type Instance, startInstance } from "./instance";
import { load, machine, record } from "./record";
import { engineSpeed, type Speed, speed, tokenJobsOf } from "./workload";

/**
 * Tokens per second of a whole platform (site, database, workflow engine, runner, journal, verification, reports) from
 * the first lease of a run to its last report, against the same engine in bare loops and alone in a process, on the same
 * jobs in number and kind. Writes docs/benchmarks.json.
 */
const ROUNDS = 3;
const PROBLEMS = 60;
const SAMPLES = 32;
const WORKERS = 2;
const SEQUENCES = 32;
const WAIT_MS = 240_000;

const { path: modelPath, name: model } = BUNDLED_MODEL;
const rowsSchema = z.object({ rows: z.array(z.record(z.string(), z.unknown())) });
const measuredSchema = z.object({
  tokens: z.coerce.number(),
  samples: z.coerce.number(),
  generate_s: z.coerce.number(),
  verify_s: z.coerce.number(),
  shards: z.coerce.number(),
});
type Measured = z.infer<typeof measuredSchema>;

async function main(): Promise<void> {
  const before = load();
  const count = PROBLEMS * SAMPLES;
  const engine = new ReferenceEngine({ path: modelPath, model, threads: WORKERS, sequences: SEQUENCES });
  const jobs = await tokenJobsOf(engine, count);
  const loops = await BareLoops.open("bare-reference.ts", [modelPath, String(SEQUENCES)], WORKERS);
  const instance = await startInstance();
  process.env.PLUMBLINE_HOME = instance.home;
  const parts: Measured[] = [];
  try {
    const result = await withLocalContext((ctx) =>
      contest(
        [
          { name: "bare loops", run: () => loops.run(jobs) },
          { name: "engine alone", run: () => engineSpeed(engine, count, WORKERS * SEQUENCES) },
          { name: "platform", run: () => hostedRun(ctx, instance, parts) },
        ],
        ROUNDS,
      ),
    );
    report(before, result, parts.slice(1));
  } finally {
    loops.close();
    await engine.close();
    await instance.stop();
  }
}

function report(before: string, result: Contest, parts: readonly Measured[]): void {
  const summary = {
    command: "npm run bench:platform",
    machine: machine(before),
    run: { engine: "reference", problems: PROBLEMS, samples: SAMPLES, concurrency: WORKERS * SEQUENCES },
    ...result,
    ratioToBareLoops: ratioOf(result, "platform", "bare loops"),
    ratioToEngineAlone: ratioOf(result, "platform", "engine alone"),
    parts,
  };
  console.log(JSON.stringify(summary, null, 2));
  record("platform", summary);
}

let submitted = 0;

/** One hosted run from submission to its row; the speed counts from the first lease to the last report of generation. */
async function hostedRun(ctx: LocalContext, { remote }: Instance, parts: Measured[]): Promise<Speed> {
  const input: EndpointSubmissionInput = {
    engine: "reference",
    model,
    benchmark: "bundled",
    method: "direct",
    samples: SAMPLES,
    sampling: { temperature: 1, maxTokens: 160 },
    concurrency: WORKERS * SEQUENCES,
  };
  const answer = await remote.json("/api/v1/submissions", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `bench-${submitted++}` },
    body: JSON.stringify(input),
  });
  const { submissionId } = submissionReceiptSchema.parse(answer);
  const runId = await published(ctx, submissionId);
  const measured = await measure(ctx, runId);
  parts.push(measured);
  return speed(measured.tokens, measured.generate_s);
}

/** Asks the database, not the site: looking must not cost the platform what is being measured. */
async function published(ctx: LocalContext, submissionId: string): Promise<string> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const row = await firstRow(ctx, sql`select state from submission where id = ${submissionId}`);
    const state = String(row?.state);
    if (state === "published") break;
    if (state === "failed" || Date.now() > until) throw new Error(`submission ${submissionId} is ${state}`);
    await delay(250);
  }
  const run = await firstRow(ctx, sql`select id from run where submission_id = ${submissionId}`);
  return String(run?.id);
}

async function measure(ctx: LocalContext, runId: string): Promise<Measured> {
  const row = await firstRow(
    ctx,
    sql`select (select sum(completion_tokens) from sample where run_id = ${runId}) as tokens,
      (select count(*) from sample where run_id = ${runId}) as samples,
      extract(epoch from max(done_at) filter (where kind = 'generate') - min(leased_at)) as generate_s,
      extract(epoch from max(done_at) - min(leased_at)) as verify_s,
      count(*) as shards
    from shard where run_id = ${runId}`,
  );
  return measuredSchema.parse(row);
}

async function firstRow(ctx: LocalContext, query: ReturnType<typeof sql>) {
  return rowsSchema.parse(await ctx.db.execute(query)).rows[0];
}

await main();
