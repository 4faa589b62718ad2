import { aime2024 } from "./aime2024";
import { aime2025 } from "./aime2025";
import { amc23, amc83 } from "./amc";
import { bundled } from "./bundled";
import { aqua, gpqaDiamond, mmluStem, mmmuVal, satMath } from "./choice";
import { humaneval, humanevalPlus, livecodebenchV5, mbpp, mbppPlusEarly, mbppSanitized } from "./code";
import { gsm8k, gsm8kPlatinum } from "./gsm8k";
import { cmimc2024, hmmtFeb2024, hmmtFeb2025 } from "./hmmt";
import { mathL5, mathTest, minervaMath } from "./math";
import { math500 } from "./math500";
import { beyondAime, olympiadbench, olympiadbench674, omniMath, omniMath500 } from "./olympiad";
import { deltabench, numinamath, opvBench, prm800k, processbench } from "./process";
import type { BenchmarkSource } from "./source";

export type { BenchmarkErratum, BenchmarkSource } from "./source";

export const BENCHMARK_SOURCES: readonly BenchmarkSource[] = [
  bundled,
  gsm8k,
  aime2024,
  aime2025,
  amc23,
  amc83,
  hmmtFeb2025,
  beyondAime,
  math500,
  mathTest,
  mathL5,
  minervaMath,
  olympiadbench,
  omniMath,
  omniMath500,
  gpqaDiamond,
  mmmuVal,
  humaneval,
  humanevalPlus,
  mbpp,
  mbppSanitized,
  livecodebenchV5,
  processbench,
  prm800k,
  deltabench,
  opvBench,
  numinamath,
  hmmtFeb2024,
  cmimc2024,
  mbppPlusEarly,
  aqua,
  satMath,
  mmluStem,
  olympiadbench674,
  gsm8kPlatinum,
];

/** The source of a benchmark by its slug or one of its aliases; null where the catalogue does not know it. */
export function benchmarkSource(name: string): BenchmarkSource | null {
  const wanted = name.toLowerCase();
  return (
    BENCHMARK_SOURCES.find(({ card }) => card.slug === wanted || (card.aliases ?? []).includes(wanted)) ??
    null
  );
}
