import { aime2024 } from "./aime2024";
import { bundled } from "./bundled";
import { gsm8k } from "./gsm8k";
import { math500 } from "./math500";
import type { BenchmarkSource } from "./source";

export type { BenchmarkSource } from "./source";

export const BENCHMARK_SOURCES: readonly BenchmarkSource[] = [bundled, gsm8k, aime2024, math500];

/** The source of a benchmark by its slug or one of its aliases; null where the catalogue does not know it. */
export function benchmarkSource(name: string): BenchmarkSource | null {
  const wanted = name.toLowerCase();
  return (
    BENCHMARK_SOURCES.find(({ card }) => card.slug === wanted || (card.aliases ?? []).includes(wanted)) ??
    null
  );
}
