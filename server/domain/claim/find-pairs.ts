import { isDeepStrictEqual } from "node:util";
import { ANY_BENCHMARK, type Claim, type ClaimSide } from "@/catalog/systems";
import type { Measured } from "../leaderboard";

/** Two runs that test a claim, and what stands in the way of comparing them with what was published. */
export type Pair = { treatment: Measured; baseline: Measured; differing: string[] };

/** A claim shows at most so many cells, the newest ones. */
export const MOST_CELLS = 40;

/**
 * The pairs of runs that test a claim: one for each model and benchmark version, from the newest run of the treatment.
 * `rows` come newest first. A claim about a named model is tested by that model only.
 */
export function findPairs(claim: Claim, rows: readonly Measured[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const treatment of rows) {
    if (pairs.size >= MOST_CELLS) break;
    const place = `${treatment.versionId}/${treatment.row.model.slug}`;
    if (pairs.has(place) || !onBenchmark(claim, treatment) || !fits(claim.treatment, treatment)) continue;
    const baseline = baselineOf(claim, treatment, rows);
    if (baseline !== null)
      pairs.set(place, { treatment, baseline, differing: differing(claim, treatment, baseline) });
  }
  return [...pairs.values()];
}

function onBenchmark(claim: Claim, { benchmark }: Measured): boolean {
  return claim.benchmark === ANY_BENCHMARK || claim.benchmark === benchmark;
}

function fits(side: ClaimSide, { row }: Measured): boolean {
  return (
    side.method === row.method.id &&
    Object.entries(side.params).every(([name, value]) => isDeepStrictEqual(row.method.params[name], value)) &&
    (side.model === null || sameModel(side.model, row.model.name))
  );
}

/** Names without organisation, case and punctuation. */
function sameModel(left: string, right: string): boolean {
  const plain = (name: string) =>
    name
      .slice(name.lastIndexOf("/") + 1)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "");
  return plain(left) === plain(right);
}

/** The baseline of a row's lift where that is what the claim asks for, otherwise the newest run that fits. */
function baselineOf(claim: Claim, treatment: Measured, rows: readonly Measured[]): Measured | null {
  const sameSide = claim.baseline.model === claim.treatment.model;
  const candidates = rows.filter(
    (row) =>
      row.versionId === treatment.versionId &&
      row.verifierKey === treatment.verifierKey &&
      row.row.runId !== treatment.row.runId &&
      (!sameSide || row.row.model.slug === treatment.row.model.slug) &&
      fits(claim.baseline, row),
  );
  const lift = candidates.find((row) => row.row.runId === treatment.row.lift?.baselineRunId);
  return lift ?? candidates.find((row) => settings(treatment, row).length === 0) ?? candidates[0] ?? null;
}

function differing(claim: Claim, treatment: Measured, baseline: Measured): string[] {
  const asked = claim.protocol.maxTokens;
  const used = treatment.row.sampling.maxTokens;
  return [
    ...(treatment.canonical ? [] : [`version: ${treatment.version} is not the canonical one`]),
    ...(asked !== null && used !== null && asked !== used
      ? [`token limit: ${asked} in the source, ${used} here`]
      : []),
    ...settings(treatment, baseline),
  ];
}

/** Settings that are known of both runs and differ. */
function settings({ row: left }: Measured, { row: right }: Measured): string[] {
  const named = [
    ["token limit", left.sampling.maxTokens, right.sampling.maxTokens],
    ["temperature", left.sampling.temperature, right.sampling.temperature],
  ] as const;
  return named.flatMap(([name, a, b]) =>
    a === null || b === null || a === b ? [] : [`${name}: ${a} with the treatment, ${b} with the baseline`],
  );
}
