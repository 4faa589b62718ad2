import { eq } from "drizzle-orm";
import { type Lease, type LeaseWork, leaseSchema, type ModelTarget } from "@/contracts/runner";
import { account, endpoint, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { resolveBenchmarkOf } from "./benchmark-of";
import type { LeasedShard } from "./claim-shards";
import { missingItems } from "./missing-work";
import { assessWork, generateWork } from "./model-work";

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
  const target = (endpointId: string | null) => targetOf(ctx, endpointId, held);
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
    case "generate": {
      const runId = leased.runId ?? "";
      // Samples that came meanwhile, from a runner that was cut off, are not asked for again.
      const items = await missingItems(ctx.db, runId, work.items);
      return generateWork(ctx, { runId, items, targetOf: target });
    }
    case "verify": {
      const version = await resolveBenchmarkOf(ctx, leased);
      return {
        kind: "verify",
        problemIds: work.problemIds,
        verifier: { key: work.verifierKey, policies: version.protocol.policies },
      };
    }
    case "assess":
      return assessWork(
        ctx,
        { runId: leased.runId ?? "", items: work.items, targetOf: target },
        work.assessor,
      );
  }
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
