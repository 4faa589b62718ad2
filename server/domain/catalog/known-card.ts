import { benchmarkSource } from "@/catalog/benchmarks";
import type { BenchmarkCardInput } from "@/contracts/benchmark";

/** The card that this software brings for a benchmark's slug or alias; null where it knows none. */
export function knownCard(name: string): BenchmarkCardInput | null {
  return benchmarkSource(name)?.card ?? null;
}
