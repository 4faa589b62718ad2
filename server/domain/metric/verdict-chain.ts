import { and, desc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { rescoreRun, type run } from "@/db/schema";

/**
 * The keys under which a run's verdicts of `verifierKey` are stored, that key first. After a re-score an older key keeps
 * only the verdicts that differ from those of the key that followed it; the run's present key has all of them.
 */
export async function verdictChain(
  db: Db,
  row: Pick<typeof run.$inferSelect, "id" | "verifierKey">,
  verifierKey: string,
): Promise<string[]> {
  const chain = [verifierKey];
  for (let key = verifierKey; key !== row.verifierKey; ) {
    const [next] = await db
      .select({ key: rescoreRun.toKey })
      .from(rescoreRun)
      .where(and(eq(rescoreRun.runId, row.id), eq(rescoreRun.fromKey, key), eq(rescoreRun.state, "done")))
      .orderBy(desc(rescoreRun.finishedAt))
      .limit(1);
    if (next === undefined || chain.includes(next.key)) break;
    key = next.key;
    chain.push(key);
  }
  return chain;
}
