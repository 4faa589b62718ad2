import { parseArgs } from "node:util";
import { count, like, sql } from "drizzle-orm";
import { benchmark, run, sample } from "@/db/schema";
import { withLocalContext, withLocalDatabase } from "../../local-context";
import { load } from "../record";
import { fillInstance } from "./fill-instance";
import { BENCHMARK_SHAPES } from "./seed-benchmarks";
import { samplesFor, submissionsFor } from "./seed-plan";

/**
 * `npm run seed:large`: fills the instance of PLUMBLINE_HOME (or DATABASE_URL) with runs and samples of a seed, for `bench:load`.
 * Every row has the shape of a real one; matrices, scores and boards are computed by the platform's own functions.
 */
const { values: flags } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    home: { type: "string" },
  },
});
const runs = Number(flags.runs);
const seed = Number(flags.seed);
submissionsFor(runs);
if (!Number.isInteger(seed)) throw new RangeError("--seed must be a whole number");
if (flags.home !== undefined) process.env.PLUMBLINE_HOME = flags.home;
// Also for the processes that score: who is cut short starts again with a fresh folder, so no commit has to wait for the disk.
process.env.PGOPTIONS = "-c synchronous_commit=off";

const started = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);

// Makes a home that was never started.
await withLocalDatabase(async () => {}, { create: true });
await withLocalContext(async (ctx) => {
  const [known] = await ctx.db
    .select({ benchmarks: count() })
    .from(benchmark)
    .where(like(benchmark.slug, `${BENCHMARK_SHAPES[0].slug.slice(0, -1)}%`));
  if ((known?.benchmarks ?? 0) > 0)
    throw new Error("This instance holds load data already; name a fresh folder with --home.");
  say(`${runs} runs, ${samplesFor(runs)} samples, seed ${seed}, load ${load()}`);
  await fillInstance(ctx, { runs, seed, say });
  await ctx.db.execute(sql`analyze`);
  const [stored] = await ctx.db.select({ runs: count() }).from(run);
  const [samples] = await ctx.db.select({ samples: count() }).from(sample);
  say(`${stored?.runs} runs and ${samples?.samples} samples are stored, load ${load()}`);
});
