/** Names that sources print for benchmarks of this catalogue; no entry: not the same set, or not here. */
const SLUGS: Readonly<Record<string, string>> = {
  AIME2024: "aime2024",
  AIME2025: "aime2025",
  "MATH-500": "math500",
  GSM8K: "gsm8k",
  "GPQA-Diamond": "gpqa-diamond",
  BeyondAIME: "beyond-aime",
  "Omni-MATH-500": "omni-math-500",
  HumanEval: "humaneval",
  "HumanEval+": "humaneval-plus",
  "MBPP-Sanitized": "mbpp-sanitized",
  ProcessBench: "processbench",
  PRM800K: "prm800k",
  DeltaBench: "deltabench",
  "OPV-Bench": "opv-bench",
  "MMMU (val)": "mmmu-val",
};

/** The 83-problem AMC set belongs to one paper; the others use the set of 40. */
const OF_SYSTEM: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "format-length": { AMC2023: "amc-83" },
  cyclicreflex: { AMC2023: "amc23-40" },
};

/** The slug of a printed benchmark: ours where it is the same set, otherwise one made of the name. */
export function benchmarkSlug(systemId: string, printed: string): string {
  return OF_SYSTEM[systemId]?.[printed] ?? SLUGS[printed] ?? slugOf(printed);
}

function slugOf(printed: string): string {
  return printed
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
