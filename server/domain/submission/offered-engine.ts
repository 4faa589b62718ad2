import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Capability } from "@/contracts/capability";
import { endpoint, runner } from "@/db/schema";
import type { Ctx } from "../ctx";

/** A runner with all its leases taken asks for none for a while; it is known by its engines for this long. */
const KNOWN_MS = 24 * 3_600_000;

export type OfferedEngine = {
  hosted: boolean;
  capabilities: readonly Capability[];
  /** Tokens of the methods' wording under this model's own tokenizer, by the texts' keys. */
  textTokens: Readonly<Record<string, number>>;
};

/**
 * What is known of the place that a submission names before anybody calls it: a hosted engine as a trusted runner last told
 * it, an address as the team's newest connection test to it and this model found it. Null where nothing is.
 */
export async function offeredEngine(
  ctx: Ctx,
  input: { engine?: string | undefined; url?: string | undefined; model: string; teamId: string | null },
): Promise<OfferedEngine | null> {
  if (input.engine !== undefined) return hosted(ctx, input.engine, input.model);
  if (input.teamId === null || input.url === undefined) return null;
  const tested = await ctx.db
    .select({ capabilities: endpoint.capabilities })
    .from(endpoint)
    .where(
      and(
        eq(endpoint.teamId, input.teamId),
        eq(endpoint.url, input.url),
        eq(endpoint.servedName, input.model),
      ),
    )
    .orderBy(desc(endpoint.createdAt))
    .limit(20);
  const newest = tested.find(({ capabilities }) => capabilities.length > 0);
  return newest === undefined ? null : { hosted: false, capabilities: newest.capabilities, textTokens: {} };
}

async function hosted(ctx: Ctx, name: string, model: string): Promise<OfferedEngine | null> {
  const since = new Date(ctx.clock.now().getTime() - KNOWN_MS);
  const runners = await ctx.db
    .select({ engines: runner.engines })
    .from(runner)
    .where(and(isNull(runner.stoppedReason), eq(runner.trusted, true), gt(runner.lastSeenAt, since)))
    .orderBy(desc(runner.lastSeenAt));
  const found = runners
    .flatMap(({ engines }) => engines)
    .find((engine) => engine.name === name && (engine.models.length === 0 || engine.models.includes(model)));
  if (found === undefined) return null;
  return { hosted: true, capabilities: found.capabilities, textTokens: found.textTokens?.[model] ?? {} };
}
