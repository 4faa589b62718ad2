import { RecentValues } from "@/contracts/recent-values";
import type { Db } from "@/db/client";
import type { run } from "@/db/schema";
import type { Ctx } from "../ctx";

/** Aggregates of a run are a few kilobytes. */
const MOST_KEPT = 1_000;
/** A recount of stored scores from another process shows after this at the latest. */
const KEPT_FOR_MS = 300_000;

type PublishedRun = Pick<typeof run.$inferSelect, "id" | "state" | "verifierKey" | "publishedAt">;

/**
 * Keeps in memory what is computed from the samples of a published run: its samples and verdicts change no more, and a re-score
 * brings another verifier key. One keeper a question. Who may see the run is asked before.
 */
export function ofPublished<Value>() {
  // By database: one process may serve several in tests.
  const byDatabase = new WeakMap<Db, RecentValues<Value>>();
  return (ctx: Ctx, run: PublishedRun, compute: () => Promise<Value>): Promise<Value> => {
    if (run.state !== "published" || run.publishedAt === null) return compute();
    const kept = byDatabase.get(ctx.db) ?? new RecentValues<Value>({ most: MOST_KEPT, forMs: KEPT_FOR_MS });
    byDatabase.set(ctx.db, kept);
    return kept.of(
      `${run.id} ${run.verifierKey} ${run.publishedAt.toISOString()}`,
      performance.now(),
      compute,
    );
  };
}
