import { inArray } from "drizzle-orm";
import { run } from "@/db/schema";
import type { PoolKind } from "@/measure";
import type { Ctx } from "../ctx";

/** How the samples behind each run came about; a reduced run's are its source's. By run id. */
export async function poolKinds(
  ctx: Ctx,
  rows: readonly (typeof run.$inferSelect)[],
): Promise<Map<string, PoolKind>> {
  const sources = rows.flatMap((row) => row.sourceRunId ?? []);
  const found =
    sources.length === 0
      ? []
      : await ctx.db.select({ id: run.id, kind: run.kind }).from(run).where(inArray(run.id, sources));
  const kindOf = new Map(found.map((source) => [source.id, source.kind]));
  return new Map(
    rows.map((row) => {
      const kind = row.kind === "reduced" ? kindOf.get(row.sourceRunId ?? "") : row.kind;
      return [row.id, kind === "imported" ? "imported" : "generated"];
    }),
  );
}
