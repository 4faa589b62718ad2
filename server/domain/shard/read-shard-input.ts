import { and, asc, eq } from "drizzle-orm";
import type { AssessInputLine } from "@/contracts/assessment";
import { PlumblineError } from "@/contracts/errors";
import type { JudgedProblem, VerifyInputLine, WorkItem } from "@/contracts/runner";
import { run, sample, submission } from "@/db/schema";
import { readJudgedProblems } from "../catalog";
import type { Ctx } from "../ctx";
import { resolveBenchmarkOf } from "./benchmark-of";
import { heldLease, heldTrustedLease, type LeaseRef } from "./held-lease";

export type ShardInput =
  | {
      type: "upload";
      bytes: number;
      read(range?: { start: number; end?: number }): AsyncIterable<Uint8Array>;
    }
  | { type: "samples"; lines: AsyncIterable<VerifyInputLine> }
  | { type: "solutions"; lines: AsyncIterable<AssessInputLine> };

/** What a lease works on: the bytes of the upload, the stored samples of the problems to verify, in order, or the texts to assess. All but the last are for trusted runners. */
export async function readShardInput(ctx: Ctx, lease: LeaseRef): Promise<ShardInput> {
  const held = await heldLease(ctx, lease);
  if (held.shard.work.kind === "assess") {
    const sourceRunId = await sourceOf(ctx, held.shard.runId ?? "");
    return { type: "solutions", lines: solutionLines(ctx, sourceRunId, held.shard.work.items) };
  }
  const { shard } = await heldTrustedLease(ctx, lease);
  if (shard.work.kind === "verify" && shard.runId !== null) {
    return { type: "samples", lines: sampleLines(ctx, shard.runId, shard.work.problemIds) };
  }
  if (shard.work.kind !== "ingest") {
    throw new PlumblineError("invalid_input", `A ${shard.kind} shard has no input.`, {
      hint: "Everything it needs is in its lease.",
    });
  }
  const [owner] = await ctx.db.select().from(submission).where(eq(submission.id, shard.submissionId));
  const key = owner?.uploadKey ?? null;
  if (key === null) {
    throw new PlumblineError("not_found", "The upload of this submission is gone.", {
      hint: "Upload the file again.",
    });
  }
  const bytes = owner?.uploadBytes ?? (await ctx.uploads.size(key)) ?? 0;
  return { type: "upload", bytes, read: (range) => ctx.uploads.read(key, range) };
}

/** The problems that a trusted runner's lease needs, with golds and aliases, in benchmark order. */
export async function readShardProblems(ctx: Ctx, lease: LeaseRef): Promise<AsyncIterable<JudgedProblem>> {
  const { shard } = await heldTrustedLease(ctx, lease);
  const { work } = shard;
  if (work.kind !== "verify" && work.kind !== "ingest") {
    throw new PlumblineError("invalid_input", `A ${shard.kind} shard gets no golds.`, {
      hint: "The problems to ask are in its lease.",
    });
  }
  const version = await resolveBenchmarkOf(ctx, shard);
  return readJudgedProblems(ctx, version.id, work.kind === "verify" ? work.problemIds : undefined);
}

async function* sampleLines(ctx: Ctx, runId: string, problemIds: readonly string[]) {
  for (const problemId of problemIds) {
    const rows = await ctx.db
      .select()
      .from(sample)
      .where(and(eq(sample.runId, runId), eq(sample.problemId, problemId)))
      .orderBy(asc(sample.sampleIndex));
    const known = new Map(rows.map((row) => [row.sampleIndex, row]));
    const keys = rows.map((row) => ({ problemId, sample: row.sampleIndex }));
    for await (const { sample: index, document } of ctx.traces.list(runId, keys)) {
      const row = known.get(index);
      if (row === undefined) continue;
      yield {
        problemId,
        sample: index,
        response: document.response,
        finishReason: row.finishReason,
        fault: row.fault ?? null,
      };
    }
  }
}

async function sourceOf(ctx: Ctx, runId: string): Promise<string> {
  const [row] = await ctx.db.select({ sourceRunId: run.sourceRunId }).from(run).where(eq(run.id, runId));
  if (!row?.sourceRunId) throw new Error(`run ${runId} has no source whose samples could be assessed`);
  return row.sourceRunId;
}

async function* solutionLines(ctx: Ctx, runId: string, items: readonly WorkItem[]) {
  for await (const { problemId, sample: index, document } of ctx.traces.list(runId, items)) {
    const { response, reasoning } = document;
    yield { problemId, sample: index, response, reasoning };
  }
}
