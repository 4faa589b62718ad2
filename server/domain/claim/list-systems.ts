import { coverageOf, SYSTEMS } from "@/catalog/systems";
import type { ClaimView, SystemSummary } from "@/contracts/system";
import type { Ctx } from "../ctx";
import { measuredRows } from "../leaderboard";
import { judgeClaims, tallyOf } from "./judge-claims";

/** Every system with what of it can be run and checked here, and the counts of its verdicts. */
export async function listSystems(ctx: Ctx): Promise<SystemSummary[]> {
  const rows = await measuredRows(ctx);
  const judged = await judgeClaims(
    ctx,
    SYSTEMS.flatMap(({ claims }) => claims),
    rows,
  );
  return SYSTEMS.map((item) =>
    summaryOf(
      item,
      judged.filter((claim) => claim.system.id === item.card.id),
    ),
  );
}

export function summaryOf(item: (typeof SYSTEMS)[number], claims: readonly ClaimView[]): SystemSummary {
  const { id, name, title, kind, publishedOn, arxiv, codeUrl, summary } = item.card;
  return {
    id,
    name,
    title,
    kind,
    publishedOn,
    arxiv,
    codeUrl,
    summary,
    coverage: coverageOf(item),
    tally: tallyOf(claims),
  };
}
