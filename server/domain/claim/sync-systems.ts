import { and, eq, gte, notInArray, sql } from "drizzle-orm";
import { benchmarkSlug, SYSTEMS } from "@/catalog/systems";
import { claim, reportedResult, system } from "@/db/schema";
import { requireSystem } from "../account";
import type { Ctx } from "../ctx";

type ReportedRow = typeof reportedResult.$inferInsert;
type System = (typeof SYSTEMS)[number];

/** Brings systems, their reported results and their claims in the database up to this software's catalogue. Safe at every start. */
export async function syncSystems(ctx: Ctx): Promise<void> {
  requireSystem(ctx);
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(system)
      .values(SYSTEMS.map(({ card }) => ({ id: card.id, title: card.title, card: { ...card } })))
      .onConflictDoUpdate({
        target: system.id,
        set: { title: sql`excluded.title`, card: sql`excluded.card` },
      });
    for (const item of SYSTEMS) {
      const { id } = item.card;
      const claims = item.claims.map(claimRow);
      if (claims.length > 0)
        await tx
          .insert(claim)
          .values(claims)
          .onConflictDoUpdate({
            target: claim.id,
            set: {
              baseline: sql`excluded.baseline`,
              treatment: sql`excluded.treatment`,
              metric: sql`excluded.metric`,
              benchmarkSlug: sql`excluded.benchmark_slug`,
              reportedDifference: sql`excluded.reported_difference`,
              unit: sql`excluded.unit`,
              protocol: sql`excluded.protocol`,
              source: sql`excluded.source`,
            },
          });
      const kept = claims.map((row) => row.id);
      await tx
        .delete(claim)
        .where(and(eq(claim.systemId, id), kept.length > 0 ? notInArray(claim.id, kept) : undefined));
      const results = reportedRows(item);
      if (results.length > 0)
        await tx
          .insert(reportedResult)
          .values(results)
          .onConflictDoUpdate({
            target: [reportedResult.systemId, reportedResult.ordinal],
            set: {
              model: sql`excluded.model`,
              method: sql`excluded.method`,
              benchmarkSlug: sql`excluded.benchmark_slug`,
              metric: sql`excluded.metric`,
              value: sql`excluded.value`,
              unit: sql`excluded.unit`,
              protocol: sql`excluded.protocol`,
              source: sql`excluded.source`,
            },
          });
      await tx
        .delete(reportedResult)
        .where(and(eq(reportedResult.systemId, id), gte(reportedResult.ordinal, results.length)));
    }
  });
}

function claimRow(item: System["claims"][number]): typeof claim.$inferInsert {
  const { id, systemId, baseline, treatment, metric, benchmark, reportedDifference, unit, source } = item;
  return {
    id,
    systemId,
    baseline: baseline.label,
    treatment: treatment.label,
    metric,
    benchmarkSlug: benchmark,
    reportedDifference,
    unit,
    protocol: { ...item.protocol, benchmark: item.benchmarkPrinted, treatment, baseline },
    source,
  };
}

function reportedRows({ card, tables }: System): ReportedRow[] {
  const rows = tables.flatMap((table) => table.rows.map((row) => ({ table, row })));
  return rows.map(({ table, row: [printed, model, value, baseline, baselineValue] }, ordinal) => ({
    id: `${card.id}-${ordinal}`,
    systemId: card.id,
    model,
    method: table.treatment?.method ?? card.methods[0] ?? "direct",
    benchmarkSlug: benchmarkSlug(card.id, printed),
    metric: table.metric,
    value,
    unit: table.unit,
    ordinal,
    protocol: {
      benchmark: printed,
      baseline: baseline === null ? null : { name: baseline, value: baselineValue },
      note: table.note ?? null,
      maxTokens: table.maxTokens ?? null,
    },
    source: table.source,
  }));
}
