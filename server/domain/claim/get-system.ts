import { benchmarkSlug, SYSTEMS } from "@/catalog/systems";
import { PlumblineError } from "@/contracts/errors";
import type { MeasuredRow, ReportedTableView, SystemView } from "@/contracts/system";
import type { Ctx } from "../ctx";
import { type Measured, measuredRows } from "../leaderboard";
import { judgeClaims } from "./judge-claims";
import { summaryOf } from "./list-systems";

/** A system's page shows at most so many runs of its methods, the newest. */
const MOST_MEASURED = 50;

/** One system: what it is, what its sources report, what was measured here, its claims with their verdicts. */
export async function getSystem(ctx: Ctx, id: string): Promise<SystemView> {
  const found = SYSTEMS.find(({ card }) => card.id === id);
  if (found === undefined)
    throw new PlumblineError("not_found", "There is no such system.", {
      hint: "List them with GET /api/v1/systems.",
    });
  const rows = await measuredRows(ctx);
  const claims = await judgeClaims(ctx, found.claims, rows);
  return {
    ...summaryOf(found, claims),
    tested: found.card.tested,
    reported: found.tables.map((table) => reportedTable(id, table)),
    measured: rows
      .filter(({ row }) => found.card.methods.includes(row.method.id))
      .slice(0, MOST_MEASURED)
      .map(measuredRow),
    claims,
  };
}

function reportedTable(
  systemId: string,
  { source, metric, unit, note, rows }: (typeof SYSTEMS)[number]["tables"][number],
): ReportedTableView {
  return {
    source,
    metric,
    unit,
    note: note ?? null,
    rows: rows.map(([printed, model, value, name, baseline]) => ({
      benchmark: benchmarkSlug(systemId, printed),
      benchmarkPrinted: printed,
      model,
      value,
      baseline: name === null ? null : { name, value: baseline },
    })),
  };
}

function measuredRow({ row, benchmark, version }: Measured): MeasuredRow {
  return {
    runId: row.runId,
    benchmark,
    version,
    method: row.method,
    model: row.model.name,
    label: row.label,
    score: row.score,
    interval: row.interval.newProblems,
    lift: row.lift,
    tokens: row.tokens,
  };
}
