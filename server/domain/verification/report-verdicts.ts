import { and, eq, inArray } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { VerdictReport } from "@/contracts/verdict";
import { run, sample, verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { cleanText } from "../generation";
import type { HeldLease } from "../shard";
import { recheckVerdicts } from "./recheck-verdicts";
import { stopRunner } from "./stop-runner";

export type StoredVerdicts = { stored: number; duplicates: number };

/**
 * Stores verdicts of a trusted runner's lease, once for each (sample, verifier key). A random 1 in 200 is judged again here; where that
 * disagrees nothing of the report is stored and the runner is stopped.
 */
export async function reportVerdicts(
  ctx: Ctx,
  held: HeldLease,
  reported: readonly VerdictReport[],
): Promise<StoredVerdicts> {
  if (reported.length === 0) return { stored: 0, duplicates: 0 };
  if (!held.runner.trusted) {
    throw new PlumblineError("forbidden", "Verdicts are accepted from trusted runners only.", {
      hint: "Ask the operator to register this runner's key as trusted.",
    });
  }
  const { runId, work } = held.shard;
  if (runId === null || (work.kind !== "verify" && work.kind !== "ingest")) {
    throw notExpected(`A ${held.shard.kind} shard has no verdicts to report.`);
  }
  const verdicts = reported.map(cleanText);
  const asked = work.kind === "verify" ? new Set(work.problemIds) : null;
  if (asked !== null && verdicts.some((item) => !asked.has(item.problemId))) {
    throw notExpected("A verdict is not of this shard.");
  }
  await requireSamples(ctx, runId, verdicts);
  const verifierKey = work.kind === "verify" ? work.verifierKey : await keyOf(ctx, runId);
  const wrong = await recheckVerdicts(ctx, { runId, verifierKey, verdicts });
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

async function requireSamples(ctx: Ctx, runId: string, verdicts: readonly VerdictReport[]): Promise<void> {
  const rows = await ctx.db
    .select({ problemId: sample.problemId, sample: sample.sampleIndex })
    .from(sample)
    .where(
      and(eq(sample.runId, runId), inArray(sample.problemId, [...new Set(verdicts.map((v) => v.problemId))])),
    );
  const there = new Set(rows.map((row) => `${row.sample}/${row.problemId}`));
  if (verdicts.some((item) => !there.has(`${item.sample}/${item.problemId}`))) {
    throw notExpected("A verdict has no stored sample.");
  }
}

async function keyOf(ctx: Ctx, runId: string): Promise<string> {
  const [row] = await ctx.db.select({ verifierKey: run.verifierKey }).from(run).where(eq(run.id, runId));
  if (row === undefined) throw new Error(`run ${runId} is missing`);
  return row.verifierKey;
}

function notExpected(message: string): PlumblineError {
  return new PlumblineError("invalid_input", message, { hint: "Report what the lease asks for." });
}
