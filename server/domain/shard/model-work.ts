import { eq } from "drizzle-orm";
import { assessorSchema } from "@/contracts/assessment";
import type { LeaseWork, ModelTarget, WorkItem } from "@/contracts/runner";
import { samplingSchema } from "@/contracts/sampling";
import { benchmarkVersion, run, runRole } from "@/db/schema";
import { readAskedProblems } from "../catalog";
import type { Ctx } from "../ctx";
import { concurrencyShares } from "./generate-items";
import { lengthsOf } from "./lengths-of";

type Asked = {
  runId: string;
  items: WorkItem[];
  /** Where a role's model is called. */
  targetOf: (endpointId: string | null) => Promise<ModelTarget>;
};

/** What is told to whoever generates samples of a run; no gold is in it. */
export async function generateWork(
  ctx: Ctx,
  asked: Asked,
): Promise<Extract<LeaseWork, { kind: "generate" }>> {
  const problemIds = [...new Set(asked.items.map((item) => item.problemId))];
  const lengths = Object.fromEntries(await lengthsOf(ctx.db, asked.runId, problemIds));
  return { kind: "generate", ...(await modelWork(ctx, asked)), lengths };
}

/** The same for assessing samples of a run's source, whose texts come apart. */
export async function assessWork(
  ctx: Ctx,
  asked: Asked,
  assessor: string,
): Promise<Extract<LeaseWork, { kind: "assess" }>> {
  const { method, ...more } = await modelWork(ctx, asked);
  const { k: _, ...params } = method.params;
  return {
    kind: "assess",
    ...more,
    method: { ...method, params },
    assessor: assessorSchema.parse(assessor),
    // The same assessor draws the same assessments of the same sample, whichever run asks for them.
    runSeed: assessor,
  };
}

async function modelWork(ctx: Ctx, { runId, items, targetOf }: Asked) {
  const [found] = await ctx.db
    .select({ run, protocol: benchmarkVersion.protocol })
    .from(run)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .where(eq(run.id, runId));
  if (found === undefined) throw new Error(`run ${runId} is missing`);
  const rows = await ctx.db.select().from(runRole).where(eq(runRole.runId, runId));
  const roles: Extract<LeaseWork, { kind: "generate" }>["roles"] = {};
  for (const row of rows) {
    const sampling = samplingSchema.parse(row.sampling ?? found.run.sampling ?? {});
    roles[row.role] = { target: await targetOf(row.endpointId), sampling };
  }
  const shares = concurrencyShares(found.run.concurrency);
  return {
    method: { id: found.run.methodId, version: found.run.methodVersion, params: found.run.methodParams },
    roles,
    prompt: { instruction: found.protocol.instruction, system: found.protocol.system },
    problems: await readAskedProblems(ctx, found.run.benchmarkVersionId, [
      ...new Set(items.map((item) => item.problemId)),
    ]),
    items,
    runSeed: found.run.runSeed,
    concurrency: shares.calls,
    place: { key: found.run.endpointId ?? runId, concurrency: shares.slots * shares.calls },
  };
}
