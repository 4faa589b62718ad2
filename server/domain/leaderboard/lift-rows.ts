import { and, eq, inArray } from "drizzle-orm";
import type { LiftRow, LiftRows } from "@/contracts/chart";
import { endpoint, run } from "@/db/schema";
import { conditionsDiffering, type LiftConditions } from "@/measure";
import type { Ctx } from "../ctx";
import { conditionsOf } from "./board-input";
import { type Measured, measuredRows } from "./measured-rows";

/** Rows of one answer. */
export const MOST_LIFT_ROWS = 200;

type Known = { runId: string; methodId: string; conditions: LiftConditions };

const WORDS: Record<keyof LiftConditions, string> = {
  model: "model",
  endpointIdentity: "endpoint",
  benchmarkVersion: "benchmark version",
  maxTokens: "token limit",
  sampling: "sampling",
};

/** Board rows of a method or of a benchmark, the newest first, with the reason where a lift cannot be measured. */
export async function liftRows(
  ctx: Ctx,
  query: { method?: string | undefined; benchmark?: string | undefined },
): Promise<LiftRows> {
  const all = await measuredRows(ctx);
  const [slug, version] = query.benchmark?.split("@") ?? [];
  const asked = all.filter(
    (item) =>
      (query.method === undefined || item.row.method.id === query.method) &&
      (slug === undefined || (item.benchmark === slug && fitsVersion(item, version))),
  );
  const items = asked.slice(0, MOST_LIFT_ROWS);
  const versions = new Set(items.map((item) => item.versionId));
  const known = await knownConditions(
    ctx,
    all.filter((item) => versions.has(item.versionId)),
  );
  return { items: items.map((item) => liftRow(item, known)), total: asked.length };
}

function fitsVersion(item: Measured, version: string | undefined): boolean {
  return version === undefined ? item.canonical : String(item.version) === version;
}

function liftRow(item: Measured, known: readonly Known[]): LiftRow {
  return {
    benchmark: { slug: item.benchmark, version: item.version },
    row: item.row,
    notComparable: item.row.lift === null ? whyNot(item.row.runId, known) : null,
  };
}

/** Why a run has no lift; null for `direct` itself. */
function whyNot(runId: string, known: readonly Known[]): string | null {
  const own = known.find((item) => item.runId === runId);
  if (own === undefined || own.methodId === "direct") return null;
  const direct = known.filter((item) => item.methodId === "direct");
  const sameModel = direct
    .map((item) => conditionsDiffering(own.conditions, item.conditions))
    .filter((differing) => !differing.includes("model") && !differing.includes("benchmarkVersion"))
    .sort((left, right) => left.length - right.length);
  const [nearest] = sameModel;
  if (nearest === undefined) return "no direct run of this model on this benchmark version";
  if (nearest.length === 0) return "its direct run has no rank or no samples to pair with";
  return `the direct run differs in ${nearest.map((name) => WORDS[name]).join(" and ")}`;
}

async function knownConditions(ctx: Ctx, rows: readonly Measured[]): Promise<Known[]> {
  const ids = rows.filter(({ row }) => row.lift === null).map(({ row }) => row.runId);
  if (ids.length === 0) return [];
  const found = await ctx.db
    .select({ run, endpoint })
    .from(run)
    .leftJoin(endpoint, eq(endpoint.id, run.endpointId))
    .where(and(inArray(run.id, ids)));
  return found.map((item) => ({
    runId: item.run.id,
    methodId: item.run.methodId,
    conditions: conditionsOf(item.run, item.endpoint, true),
  }));
}
