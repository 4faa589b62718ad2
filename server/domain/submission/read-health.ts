import { count, desc, eq, gt, inArray, sql } from "drizzle-orm";
import { bestSandbox, type SandboxReport, sandboxTitle } from "@/contracts/code-verdict";
import type { Health } from "@/contracts/health";
import { runner, shard } from "@/db/schema";
import type { Ctx } from "../ctx";

/** A runner that was not heard of for this long is gone; lease calls come at least every 25 s. */
const RUNNER_GONE_MS = 60_000;
/** Runners that were seen in this time are listed. */
const RUNNERS_SHOWN_MS = 24 * 3_600_000;
const RUNNERS_SHOWN = 100;

type SeenRunner = Health["runners"][number] & { sandboxes: SandboxReport[] };

/** Parts and their state, what waits, and what this instance allows. Never throws: a part that fails is `down`. */
export async function readHealth(ctx: Ctx): Promise<Health> {
  const workflow = await ctx.workflow.check();
  const seen = await readDatabase(ctx);
  const alive = seen?.runners.filter((one) => one.lastSeenSecondsAgo * 1000 < RUNNER_GONE_MS) ?? [];
  return {
    ok: seen !== null && workflow.ok,
    version: ctx.settings.version,
    commit: ctx.settings.commit,
    parts: {
      database:
        seen === null ? { state: "down", message: "does not answer" } : { state: "ok", message: "answers" },
      workflow: { state: workflow.ok ? "ok" : "down", message: workflow.message },
      runners: runnersPart(alive),
    },
    runners: (seen?.runners ?? []).map(({ sandboxes: _, ...shown }) => shown),
    queue: seen?.queue ?? { pending: 0, leased: 0 },
    allowed: {
      localAddresses: ctx.settings.allowLoopback,
      sandbox: sandboxOf(alive),
    },
  };
}

/** The sandbox that judges programs, or why there is none. The runner chooses it; the server only tells. */
function sandboxOf(alive: readonly SeenRunner[]): string {
  const reports = alive.flatMap((one) => (one.trusted ? one.sandboxes : []));
  const best = bestSandbox(reports);
  if (best !== null) return sandboxTitle(best);
  const refused = reports.find((report) => !report.ok);
  return `none: ${refused === undefined || refused.ok ? "no trusted runner that has one is connected" : refused.reason}`;
}

function runnersPart(alive: readonly { trusted: boolean }[]): Health["parts"]["runners"] {
  const trusted = alive.filter((one) => one.trusted).length;
  if (alive.length === 0)
    return { state: "down", message: "no runner is connected; submissions wait for one" };
  if (trusted === 0)
    return { state: "degraded", message: "no trusted runner is connected; nothing can be verified" };
  return { state: "ok", message: `${alive.length} connected, ${trusted} trusted` };
}

async function readDatabase(ctx: Ctx): Promise<{ runners: SeenRunner[]; queue: Health["queue"] } | null> {
  try {
    return { runners: await readRunners(ctx), queue: await readQueue(ctx) };
  } catch (error) {
    ctx.log.error({ error }, "The database did not answer the health check.");
    return null;
  }
}

async function readRunners(ctx: Ctx): Promise<SeenRunner[]> {
  const now = ctx.clock.now().getTime();
  const rows = await ctx.db
    .select()
    .from(runner)
    .where(gt(runner.lastSeenAt, new Date(now - RUNNERS_SHOWN_MS)))
    .orderBy(desc(runner.lastSeenAt))
    .limit(RUNNERS_SHOWN);
  const leases = await ctx.db
    .select({ runnerId: shard.runnerId, leases: count() })
    .from(shard)
    .where(eq(shard.state, "leased"))
    .groupBy(shard.runnerId);
  const held = new Map(leases.map((row) => [row.runnerId, row.leases]));
  return rows.map((row) => ({
    name: row.name,
    trusted: row.trusted,
    lastSeenSecondsAgo: Math.max(0, Math.round((now - row.lastSeenAt.getTime()) / 1000)),
    engines: row.engines.filter((engine) => !engine.sandbox).map((engine) => engine.name),
    sandboxes: row.engines.flatMap((engine) => engine.sandbox ?? []),
    leases: held.get(row.id) ?? 0,
  }));
}

async function readQueue(ctx: Ctx): Promise<Health["queue"]> {
  const rows = await ctx.db
    .select({ state: shard.state, shards: sql<number>`count(*)`.mapWith(Number) })
    .from(shard)
    .where(inArray(shard.state, ["pending", "leased"]))
    .groupBy(shard.state);
  const of = (state: string) => rows.find((row) => row.state === state)?.shards ?? 0;
  return { pending: of("pending"), leased: of("leased") };
}
