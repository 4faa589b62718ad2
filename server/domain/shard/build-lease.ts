import { eq } from "drizzle-orm";
import { assessorSchema } from "@/contracts/assessment";
import { type Lease, type LeaseWork, leaseSchema, type ModelTarget } from "@/contracts/runner";
import { samplingSchema } from "@/contracts/sampling";
import { account, benchmarkVersion, endpoint, run, runRole, submission } from "@/db/schema";
import type { ShardWork } from "@/db/schema/shard";
import { readAskedProblems } from "../catalog";
import type { Ctx } from "../ctx";
import { resolveBenchmarkOf } from "./benchmark-of";
import type { LeasedShard } from "./claim-shards";
import { concurrencyShares } from "./generate-items";

type Held = { submission: typeof submission.$inferSelect; submitterIsAdmin: boolean };

/** What a runner gets to know of a leased shard. Golds and texts are not in it; keys of endpoints are, and nowhere else. */
export async function buildLease(ctx: Ctx, leased: LeasedShard): Promise<Lease> {
  const [held] = await ctx.db
    .select({ submission, submitterIsAdmin: account.isAdmin })
    .from(submission)
    .innerJoin(account, eq(account.id, submission.accountId))
    .where(eq(submission.id, leased.submissionId));
  if (held === undefined) throw new Error(`submission ${leased.submissionId} is missing`);
  return leaseSchema.parse({
    shardId: leased.id,
    leaseGeneration: leased.leaseGeneration,
    expiresAt: (leased.leaseExpiresAt ?? ctx.clock.now()).toISOString(),
    runId: leased.runId,
    submissionId: leased.submissionId,
    work: await workOf(ctx, leased, held),
  });
}

async function workOf(ctx: Ctx, leased: LeasedShard, held: Held): Promise<LeaseWork> {
  const { work } = leased;
  switch (work.kind) {
    case "probe":
      return { kind: "probe", target: await targetOf(ctx, held.submission.endpointId, held) };
    case "ingest": {
      const version = await resolveBenchmarkOf(ctx, leased);
      return {
        kind: "ingest",
        filename: held.submission.filename,
        bytes: held.submission.uploadBytes ?? 0,
        benchmarkVersionId: version.id,
        pass: work.pass,
        limits: ctx.settings.uploadLimits,
        ...(work.variant === undefined ? {} : { variant: work.variant }),
        verifier: { key: version.verifierKey, policies: version.protocol.policies },
      };
    }
    case "generate":
      return generateWork(ctx, leased, held, work.items);
    case "verify": {
      const version = await resolveBenchmarkOf(ctx, leased);
      return {
        kind: "verify",
        problemIds: work.problemIds,
        verifier: { key: work.verifierKey, policies: version.protocol.policies },
      };
    }
    case "assess":
      return assessWork(ctx, leased, held, work);
  }
}

async function generateWork(
  ctx: Ctx,
  leased: LeasedShard,
  held: Held,
  items: { problemId: string; sample: number }[],
): Promise<LeaseWork> {
  return { kind: "generate", ...(await modelWork(ctx, leased, held, items)) };
}

/** The same for assessing: the texts come as the shard's input; no gold is among them. */
async function assessWork(
  ctx: Ctx,
  leased: LeasedShard,
  held: Held,
  work: Extract<ShardWork, { kind: "assess" }>,
): Promise<LeaseWork> {
  const { method, ...more } = await modelWork(ctx, leased, held, work.items);
  const { k: _, ...params } = method.params;
  return {
    kind: "assess",
    ...more,
    method: { ...method, params },
    assessor: assessorSchema.parse(work.assessor),
    // The same assessor draws the same assessments of the same sample, whichever run asks for them.
    runSeed: work.assessor,
  };
}

async function modelWork(
  ctx: Ctx,
  leased: LeasedShard,
  held: Held,
  items: { problemId: string; sample: number }[],
) {
  const [found] = await ctx.db
    .select({ run, protocol: benchmarkVersion.protocol })
    .from(run)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .where(eq(run.id, leased.runId ?? ""));
  if (found === undefined) throw new Error(`run ${leased.runId} is missing`);
  const roles = await ctx.db.select().from(runRole).where(eq(runRole.runId, found.run.id));
  const targets: [string, { target: ModelTarget; sampling: unknown }][] = [];
  for (const role of roles) {
    const sampling = samplingSchema.parse(role.sampling ?? found.run.sampling ?? {});
    targets.push([role.role, { target: await targetOf(ctx, role.endpointId, held), sampling }]);
  }
  return {
    method: { id: found.run.methodId, version: found.run.methodVersion, params: found.run.methodParams },
    roles: Object.fromEntries(
      targets.map(([role, { target, sampling }]) => [
        role,
        { target, sampling: samplingSchema.parse(sampling) },
      ]),
    ),
    prompt: { instruction: found.protocol.instruction, system: found.protocol.system },
    problems: await readAskedProblems(ctx, found.run.benchmarkVersionId, [
      ...new Set(items.map((item) => item.problemId)),
    ]),
    items,
    runSeed: found.run.runSeed,
    concurrency: Math.min(items.length, concurrencyShares(found.run.concurrency).calls) || 1,
  };
}

async function targetOf(ctx: Ctx, endpointId: string | null, held: Held): Promise<ModelTarget> {
  const [place] = await ctx.db
    .select()
    .from(endpoint)
    .where(eq(endpoint.id, endpointId ?? ""));
  if (place === undefined) throw new Error(`submission ${held.submission.id} has no endpoint`);
  if (place.engine !== null) return { type: "engine", engine: place.engine, model: place.servedName };
  const apiKey = place.sealedKey ? ctx.secrets.open(place.sealedKey).reveal() : null;
  return {
    type: "endpoint",
    url: place.url ?? "",
    servedName: place.servedName,
    apiKey,
    allowLoopback: ctx.settings.allowLoopback && held.submitterIsAdmin,
    capabilities: place.capabilities,
  };
}
