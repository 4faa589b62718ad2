import { and, eq } from "drizzle-orm";
import { type run, runMatrix } from "@/db/schema";
import { completenessOf, decodeRunMatrix } from "@/measure";
import type { Ctx } from "../ctx";
import { poolKindOf } from "../metric";

/** Why a run has no rank though it is scored: it is not public, not complete, or withdrawn; null where it may have one. */
export async function unrankedReason(ctx: Ctx, row: typeof run.$inferSelect): Promise<string | null> {
  if (row.state === "withdrawn") return "the run is withdrawn";
  if (row.state !== "published") return "the run is not published yet";
  if (row.visibility !== "public") return `the run is ${row.visibility}; only public runs stand on the board`;
  const [stored] = await ctx.db
    .select({ matrix: runMatrix.matrix })
    .from(runMatrix)
    .where(and(eq(runMatrix.runId, row.id), eq(runMatrix.verifierKey, row.verifierKey)));
  if (stored === undefined) return "the run is not scored yet";
  const matrix = decodeRunMatrix(stored.matrix);
  return (matrix.kind === "reduced" ? matrix.source : completenessOf(matrix, poolKindOf(row))).reason;
}
