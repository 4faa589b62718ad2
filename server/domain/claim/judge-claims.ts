import { type Claim, SYSTEMS, untestable } from "@/catalog/systems";
import type { ClaimVerdictName, ClaimView } from "@/contracts/system";
import { tallyClaims } from "@/measure";
import type { Ctx } from "../ctx";
import type { Measured } from "../leaderboard";
import { findPairs } from "./find-pairs";
import { judgePair } from "./judge-pair";
import { runVectors } from "./run-vectors";

const NAMES = new Map(SYSTEMS.map(({ card }) => [card.id, card.name]));

/** Claims with the verdicts of what was measured; `not tested` with the reason where nothing was. */
export async function judgeClaims(
  ctx: Ctx,
  claims: readonly Claim[],
  rows: readonly Measured[],
): Promise<ClaimView[]> {
  const found = claims.map((claim) => {
    const reason = untestable(claim);
    return { claim, reason, pairs: reason === null ? findPairs(claim, rows) : [] };
  });
  const vectors = await runVectors(
    ctx,
    found.flatMap(({ pairs }) =>
      pairs.flatMap(({ treatment, baseline }) =>
        [treatment, baseline].map(({ row, verifierKey }) => ({ runId: row.runId, verifierKey })),
      ),
    ),
  );
  return found.map(({ claim, reason, pairs }) => {
    const cells = pairs.flatMap((pair) => {
      const treatment = vectors.get(pair.treatment.row.runId);
      const baseline = vectors.get(pair.baseline.row.runId);
      return treatment && baseline ? (judgePair(claim, pair, { treatment, baseline }) ?? []) : [];
    });
    const { systemId, ...stated } = claim;
    return {
      ...stated,
      system: { id: systemId, name: NAMES.get(systemId) ?? systemId },
      notTested: cells.length > 0 ? null : (reason ?? "no two published runs here are its two sides"),
      cells,
    };
  });
}

/** The verdicts of claims as they are counted: each cell, and once `not tested` for a claim without any. */
export function verdictsOf(claims: readonly ClaimView[]): ClaimVerdictName[] {
  return claims.flatMap(({ cells }) =>
    cells.length === 0 ? ["not tested" as const] : cells.map((cell) => cell.verdict),
  );
}

export function tallyOf(claims: readonly ClaimView[]): Record<ClaimVerdictName, number> {
  return tallyClaims(verdictsOf(claims));
}
