import { z } from "zod";
import { mixSeed, type Random, seededRandom } from "@/catalog/bundled";
import type { Remote } from "../../remote";
import type { Target } from "./open-loop";

const boardSchema = z.object({ rows: z.array(z.object({ runId: z.string(), kind: z.string() })) });
const benchmarksSchema = z.object({ items: z.array(z.object({ slug: z.string(), runs: z.number() })) });

/** What the load instance holds that can be asked for. */
export type Stock = { benchmarks: string[]; runs: string[]; problemOf: Map<string, string> };

const samplesSchema = z.object({ items: z.array(z.object({ problemId: z.string() })) });
/** Runs whose sample pages are among the addresses. */
const SAMPLE_PAGES = 4;
const RUN_PAGES = 16;
const ADDRESSES = 50;

export async function readStock(remote: Remote): Promise<Stock> {
  const { items } = benchmarksSchema.parse(await remote.json("/api/v1/benchmarks"));
  const benchmarks = items.filter(({ slug, runs }) => slug.startsWith("load-") && runs > 0);
  if (benchmarks.length === 0)
    throw new Error("There is no load data here; run `npm run seed:large -- --home FOLDER` first.");
  const runs: string[] = [];
  for (const { slug } of benchmarks) {
    const board = boardSchema.parse(await remote.json(`/api/v1/leaderboards/${slug}`));
    runs.push(...board.rows.filter(({ kind }) => kind !== "reduced").map(({ runId }) => runId));
  }
  const random = seededRandom(mixSeed(7));
  for (let last = runs.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [runs[last], runs[other]] = [runs[other] ?? "", runs[last] ?? ""];
  }
  const problemOf = new Map<string, string>();
  for (const run of runs.slice(0, SAMPLE_PAGES)) {
    const page = samplesSchema.parse(await remote.json(`/api/v1/runs/${run}/samples?limit=1`));
    problemOf.set(run, page.items[0]?.problemId ?? "");
  }
  return { benchmarks: benchmarks.map(({ slug }) => slug), runs, problemOf };
}

/** The 50 addresses in the order of their popularity: kinds take turns, boards first. */
export function addressesOf({ benchmarks, runs, problemOf }: Stock): Target[] {
  const run = (index: number) => runs[index % runs.length] ?? "";
  const board = (index: number) => benchmarks[index % benchmarks.length] ?? "";
  const queues: Target[][] = [
    [target("board page", "/"), ...benchmarks.map((slug) => target("board page", `/benchmarks/${slug}`))],
    many(RUN_PAGES, (index) => target("run page", `/runs/${run(index)}`)),
    many(8, (index) => target("API board", `/api/v1/leaderboards/${board(index)}`)),
    many(8, (index) => target("API run", `/api/v1/runs/${run(index)}`)),
    many(5, (index) => target("API samples", `/api/v1/runs/${run(index)}/samples?limit=50`)),
    many(4, (index) => target("board CSV", `/api/v1/leaderboards/${board(index)}.csv`)),
    [...problemOf].map(([id, problem]) =>
      target("sample page", `/runs/${id}/samples/${encodeURIComponent(problem)}/0`),
    ),
    [target("search page", "/search?q=load"), target("search page", "/search?q=model%2017")],
  ];
  const order: Target[] = [];
  for (let turn = 0; order.length < ADDRESSES && queues.some((queue) => queue.length > turn); turn++)
    for (const queue of queues) order.push(...queue.slice(turn, turn + 1));
  return order.slice(0, ADDRESSES);
}

/** Draws places by Zipf's law with exponent 1: the i-th address is asked for in proportion to 1/i. */
export function zipf(count: number, random: Random): () => number {
  const sums: number[] = [];
  for (let rank = 1; rank <= count; rank++) sums.push((sums.at(-1) ?? 0) + 1 / rank);
  const whole = sums.at(-1) ?? 1;
  const STEPS = 1 << 24;
  return () => {
    const drawn = (random.integer(0, STEPS - 1) / STEPS) * whole;
    return sums.findIndex((sum) => drawn < sum);
  };
}

/** The same kinds in the same mix, each time under an address that was hardly ever asked for: another run, another filter. */
export function uncachedOf(asked: Target, { benchmarks, runs }: Stock, random: Random): Target {
  const run = random.pick(runs);
  const board = random.pick(benchmarks);
  const model = `load-model-${random.integer(1, 48)}`;
  const filter = `model=${model}&metric=${random.pick(["pass@2", "maj@2", "pass@1", "avg@n"])}`;
  switch (asked.kind) {
    case "board page":
      return target(asked.kind, `/benchmarks/${board}?${filter}`);
    case "run page":
      return target(asked.kind, `/runs/${run}?outcome=${random.pick(["correct", "incorrect"])}`);
    case "API board":
      return target(asked.kind, `/api/v1/leaderboards/${board}?${filter}`);
    case "board CSV":
      return target(asked.kind, `/api/v1/leaderboards/${board}.csv?${filter}`);
    case "API run":
      return target(asked.kind, `/api/v1/runs/${run}`);
    case "API samples":
      return target(asked.kind, `/api/v1/runs/${run}/samples?limit=50&outcome=incorrect`);
    case "search page":
      return target(asked.kind, `/search?q=model%20${random.integer(1, 48)}`);
    default:
      return asked;
  }
}

const target = (kind: string, path: string): Target => ({ kind, path });
const many = (count: number, make: (index: number) => Target) =>
  Array.from({ length: count }, (_, i) => make(i));
