import { SYSTEMS } from "@/catalog/systems";
import type { ClaimVerdictName, ClaimView } from "@/contracts/system";
import type { Ctx } from "../ctx";
import { judgeClaims, tallyOf, verdictsOf } from "./judge-claims";
import { measuredRows } from "./measured-rows";

export type ClaimQuery = { system?: string | undefined; verdict?: ClaimVerdictName | undefined };

/** Every claim of the catalogue, or those of one system or with a cell of one verdict; the tally is of what is listed. */
export async function listClaims(
  ctx: Ctx,
  query: ClaimQuery,
): Promise<{ items: ClaimView[]; nextCursor: null; tally: Record<ClaimVerdictName, number> }> {
  const wanted = SYSTEMS.filter(({ card }) => query.system === undefined || card.id === query.system);
  const judged = await judgeClaims(
    ctx,
    wanted.flatMap(({ claims }) => claims),
    await measuredRows(ctx),
  );
  const items = judged.filter(
    (claim) => query.verdict === undefined || verdictsOf([claim]).includes(query.verdict),
  );
  return { items, nextCursor: null, tally: tallyOf(items) };
}
