import { type ImportedReport, importedKey } from "@/contracts/verdict";
import { verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { cleanText, notExpected, requireSamples, requireTrusted } from "../generation";
import type { HeldLease } from "../shard";

/** Foreign verdicts form no classes of equal answers: nothing is voted over them. */
const NO_CLASS = -1;

/**
 * Stores what an uploaded file's own tool judged, under `imported:<tool>` beside our verdicts and once for each (sample, tool). Scores
 * are computed under the run's own verifier key, so that none of it ever enters one.
 */
export async function reportImported(
  ctx: Ctx,
  held: HeldLease,
  reported: readonly ImportedReport[],
  storedNow: Parameters<typeof requireSamples>[3] = [],
): Promise<void> {
  if (reported.length === 0) return;
  requireTrusted(held);
  const { runId, work } = held.shard;
  if (runId === null || work.kind !== "ingest" || work.pass !== "store") {
    throw notExpected(`A ${held.shard.kind} shard has no verdicts of another tool to report.`);
  }
  await requireSamples(ctx, runId, reported, storedNow);
  await ctx.database.bulkInsert(
    verdict,
    reported.map(cleanText).map((item) => ({
      runId,
      verifierKey: importedKey(item.tool),
      problemId: item.problemId,
      sampleIndex: item.sample,
      outcome: item.correct === null ? "undecided" : item.correct ? "correct" : "incorrect",
      extracted: item.extracted,
      rule: item.correct === null ? "imported/not-judged" : "imported/judged",
      goldNormal: null,
      answerNormal: null,
      answerClass: NO_CLASS,
    })),
  );
}
