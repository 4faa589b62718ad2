import { and, asc, eq } from "drizzle-orm";
import { shard } from "@/db/schema";
import type { Ctx } from "../ctx";
import { dealLongestFirst } from "./generate-items";
import { lengthsOf } from "./lengths-of";

/**
 * Deals the items of a run's waiting shards anew, longest expected output first, by what its finished samples told. Shards that
 * are leased, or being leased just now, keep their items; so does a shard that was put back after a loss, because a sample
 * that ends its runner is found by splitting.
 */
export async function orderWaiting(ctx: Ctx, runId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: shard.id, work: shard.work })
      .from(shard)
      .where(
        and(
          eq(shard.runId, runId),
          eq(shard.kind, "generate"),
          eq(shard.state, "pending"),
          eq(shard.leaseGeneration, 0),
        ),
      )
      .orderBy(asc(shard.priority), asc(shard.id))
      .for("update", { skipLocked: true });
    const shards = rows.flatMap(({ id, work }) =>
      work.kind === "generate" ? [{ id, items: work.items }] : [],
    );
    if (shards.length < 2) return;
    const before = shards.map(({ items }) => items);
    const problemIds = [...new Set(before.flat().map((item) => item.problemId))];
    const known = await lengthsOf(tx, runId, problemIds);
    if (known.size === 0) return;
    const after = dealLongestFirst(before, known);
    for (const [index, { id, items }] of shards.entries()) {
      const dealt = after[index];
      if (dealt === undefined || JSON.stringify(dealt) === JSON.stringify(items)) continue;
      await tx
        .update(shard)
        .set({ work: { kind: "generate", items: dealt } })
        .where(eq(shard.id, id));
    }
  });
}
