import { and, asc, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { ModelTarget } from "@/contracts/runner";
import { problemOfSample } from "@/db/sample-joins";
import { assessment, endpoint, problem, run, sample } from "@/db/schema";
import { requireAdmin } from "../account";
import type { Ctx } from "../ctx";
import { assessWork, generateWork } from "./model-work";

export type StoredSample = typeof sample.$inferSelect;
export type StoredAssessment = typeof assessment.$inferSelect;

/** What a run was made of and what is stored of it, for doing it again without a call. No key is in it. */
export type ReplayWork =
  | { kind: "generate"; work: Awaited<ReturnType<typeof generateWork>>; stored: StoredSample[] }
  | {
      kind: "assess";
      work: Awaited<ReturnType<typeof assessWork>>;
      sourceRunId: string;
      stored: StoredAssessment[];
    };

/** For administrators. An upload has no calls to do again: `invalid_input`; so has a run that only reduces. */
export async function readReplayWork(ctx: Ctx, runId: string): Promise<ReplayWork> {
  requireAdmin(ctx);
  const [row] = await ctx.db.select().from(run).where(eq(run.id, runId));
  if (row === undefined)
    throw new PlumblineError("not_found", `There is no run ${runId.slice(0, 60)}.`, {
      hint: "Check the id.",
    });
  const poolId = row.sourceRunId ?? row.id;
  const samples = await ctx.db
    .select({ sample })
    .from(sample)
    .innerJoin(problem, problemOfSample(row.benchmarkVersionId))
    .where(eq(sample.runId, poolId))
    .orderBy(asc(problem.ordinal), asc(sample.sampleIndex));
  const stored = samples.map((item) => item.sample);
  const items = stored.map(({ problemId, sampleIndex }) => ({ problemId, sample: sampleIndex }));
  const asked = { runId, items, targetOf: (id: string | null) => targetOf(ctx, id) };
  if (row.kind === "generated") {
    return { kind: "generate", work: await generateWork(ctx, asked), stored };
  }
  const { assessor } = row.manifest;
  if (row.kind === "imported" || assessor === undefined || row.manifest.roles.length === 0) {
    throw new PlumblineError("invalid_input", `Run ${runId} made no calls of its own.`, {
      hint: row.sourceRunId === null ? "It was uploaded." : `Replay its source, ${row.sourceRunId}.`,
    });
  }
  const said = await ctx.db
    .select()
    .from(assessment)
    .where(and(eq(assessment.runId, poolId), eq(assessment.assessor, assessor)));
  const work = await assessWork(ctx, asked, assessor);
  return { kind: "assess", work, sourceRunId: poolId, stored: said };
}

async function targetOf(ctx: Ctx, endpointId: string | null): Promise<ModelTarget> {
  const [place] = await ctx.db
    .select()
    .from(endpoint)
    .where(eq(endpoint.id, endpointId ?? ""));
  if (place === undefined) throw new Error("a role of this run has no endpoint");
  if (place.engine !== null) return { type: "engine", engine: place.engine, model: place.servedName };
  return {
    type: "endpoint",
    url: place.url ?? "",
    servedName: place.servedName,
    apiKey: null,
    allowLoopback: false,
    capabilities: place.capabilities,
  };
}
