import { SYSTEMS } from "@/catalog/systems";
import { PlumblineError } from "@/contracts/errors";
import type { ClaimVerdictName, ClaimView } from "@/contracts/system";
import type { Ctx } from "../ctx";
import { measuredRows } from "../leaderboard";
import { judgeClaims, tallyOf, verdictsOf } from "./judge-claims";

export type ClaimQuery = {
  system?: string | undefined;
  verdict?: ClaimVerdictName | undefined;
  limit?: number | undefined;
  /** Id of the last claim of the page before. */
  cursor?: string | undefined;
};

/**
 * A page of the catalogue's claims, or of those of one system or with a cell of one verdict; the tally is of all pages.
 * Throws `invalid_input` for a cursor that is no claim of the list.
 */
export async function listClaims(
  ctx: Ctx,
  query: ClaimQuery,
): Promise<{ items: ClaimView[]; nextCursor: string | null; tally: Record<ClaimVerdictName, number> }> {
  const wanted = SYSTEMS.filter(({ card }) => query.system === undefined || card.id === query.system);
  const judged = await judgeClaims(
    ctx,
    wanted.flatMap(({ claims }) => claims),
    await measuredRows(ctx),
  );
  const listed = judged.filter(
    (claim) => query.verdict === undefined || verdictsOf([claim]).includes(query.verdict),
  );
  const start = query.cursor === undefined ? 0 : listed.findIndex((claim) => claim.id === query.cursor) + 1;
  if (query.cursor !== undefined && start === 0) throw badCursor();
  const items = listed.slice(start, start + (query.limit ?? 50));
  const isLast = start + items.length >= listed.length;
  return { items, nextCursor: isLast ? null : (items.at(-1)?.id ?? null), tally: tallyOf(listed) };
}

function badCursor(): PlumblineError {
  return new PlumblineError("invalid_input", "The cursor is not one of this list.", {
    hint: "Pass `nextCursor` of the page before, unchanged.",
  });
}
