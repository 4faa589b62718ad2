import { eq } from "drizzle-orm";
import { benchmarkSource } from "@/catalog/benchmarks";
import type { Db } from "@/db/client";
import { erratum } from "@/db/schema";
import type { Ctx } from "../ctx";

/** Makes the errata of a benchmark those that the catalogue knows for its slug; none for a benchmark of the operator's own. */
export async function writeErrata(ctx: Ctx, tx: Db, benchmarkId: string, slug: string): Promise<void> {
  const source = benchmarkSource(slug);
  if (source === null) return;
  await tx.delete(erratum).where(eq(erratum.benchmarkId, benchmarkId));
  const rows = (source.errata ?? []).map((known, index) => ({
    ...known,
    id: `${benchmarkId}.${index + 1}`,
    benchmarkId,
    createdAt: ctx.clock.now(),
  }));
  if (rows.length > 0) await tx.insert(erratum).values(rows);
}
