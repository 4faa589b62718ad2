import { PlumblineError } from "@/contracts/errors";
import type { VerdictReport } from "@/contracts/verdict";
import { verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { cleanText, notExpected, requireSamples, requireTrusted } from "../generation";
import type { HeldLease } from "../shard";
import { recheckVerdicts } from "./recheck-verdicts";
import { stopRunner } from "./stop-runner";

export type StoredVerdicts = { stored: number; duplicates: number };

/**
 * Stores verdicts of a trusted runner's lease, once for each (sample, verifier key). A random 1 in 200 is judged again here; where that
 * disagrees nothing of the report is stored and the runner is stopped. `texts` are those that were stored just now, by `sampleKey`.
 */
export async function reportVerdicts(
  ctx: Ctx,
  held: HeldLease,
  reported: readonly VerdictReport[],
  storedNow: Parameters<typeof requireSamples>[3] = [],
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<StoredVerdicts> {
  if (reported.length === 0) return { stored: 0, duplicates: 0 };
  requireTrusted(held);
  const { runId, work } = held.shard;
  if (runId === null || (work.kind !== "verify" && work.kind !== "ingest")) {
    throw notExpected(`A ${held.shard.kind} shard has no verdicts to report.`);
  }
  const verdicts = reported.map(cleanText);
  const asked = work.kind === "verify" ? new Set(work.problemIds) : null;
  if (asked !== null && verdicts.some((item) => !asked.has(item.problemId))) {
    throw notExpected("A verdict is not of this shard.");
  }
  await requireSamples(ctx, runId, verdicts, storedNow);
  const verifierKey = work.kind === "verify" ? work.verifierKey : held.verifierKey;
  if (verifierKey === null) throw new Error(`run ${runId} is missing`);
  const wrong = await recheckVerdicts(ctx, { runId, verifierKey, verdicts, texts });
  if (wrong !== null) {
    const reason = `its verdict on ${runId} ${wrong.problemId}/${wrong.sample} was ${wrong.reported}, the server's is ${wrong.ours}`;
    await stopRunner(ctx, held.runner.id, reason);
    throw new PlumblineError("forbidden", `This runner is stopped: ${reason}.`, {
      hint: "Update the runner; it judges differently from the server.",
    });
  }
  const stored = await ctx.database.bulkInsert(
    verdict,
    verdicts.map(({ sample: sampleIndex, ...item }) => ({ ...item, runId, verifierKey, sampleIndex })),
  );
  return { stored, duplicates: verdicts.length - stored };
}
