import type { BenchmarkSummary } from "@/contracts/board";
import { PlumblineError } from "@/contracts/errors";
import type { Ctx } from "../ctx";
import { summarise } from "./benchmark-summary";
import { resolveBenchmark } from "./resolve-benchmark";

/** One benchmark by slug or alias, optionally `@version`. An unknown name is `not_found` here: it was asked for as a page. */
export async function getBenchmark(ctx: Ctx, name: string): Promise<BenchmarkSummary> {
  const found = await resolveBenchmark(ctx, name).catch((error: unknown) => {
    if (!(error instanceof PlumblineError) || error.code !== "unknown_benchmark") throw error;
    throw new PlumblineError("not_found", error.message, { hint: error.hint, cause: error });
  });
  const [summary] = await summarise(ctx, [found.benchmark], found.version.version);
  if (summary === undefined) throw new Error("a resolved benchmark has no summary");
  return summary;
}
