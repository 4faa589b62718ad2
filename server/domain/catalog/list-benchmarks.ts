import type { BenchmarkSummary } from "@/contracts/board";
import { benchmark } from "@/db/schema";
import type { Ctx } from "../ctx";
import { summarise } from "./benchmark-summary";

/** All benchmarks of this instance: the most runs first, then in the order of their cards. */
export async function listBenchmarks(ctx: Ctx): Promise<BenchmarkSummary[]> {
  const rows = await ctx.db.select().from(benchmark);
  const order = new Map(rows.map((row) => [row.slug, row.card.order]));
  const summaries = await summarise(ctx, rows);
  return summaries.sort(
    (a, b) =>
      b.runs - a.runs ||
      (order.get(a.slug) ?? 0) - (order.get(b.slug) ?? 0) ||
      (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0),
  );
}
