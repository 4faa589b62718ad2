import { and, asc, count, desc, eq, inArray, isNotNull, ne, sum } from "drizzle-orm";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { textKey } from "@/catalog/methods/card-texts";
import { CAPABILITIES } from "@/contracts/capability";
import type { MethodCard } from "@/contracts/method";
import { type CostEstimate, type EndpointSubmission, endpointSubmissionSchema } from "@/contracts/submission";
import { problem, run, sample } from "@/db/schema";
import type { ResolvedBenchmark } from "../catalog";
import type { Ctx } from "../ctx";
import { checkBenchmarks, checkMethod } from "./check-request";
import { type OfferedEngine, offeredEngine } from "./offered-engine";
import { parseInput } from "./parse-input";
import { promptTokenScale } from "./prompt-token-scale";
import { unsuitableBecause } from "./suitability";

/** Tokens that a chat template adds to one message pair, about. */
const TEMPLATE_TOKENS = 8;
/** Where nothing was measured on a benchmark, an answer is taken to have at least this many tokens. */
const SHORTEST_ANSWER_TOKENS = 16;
/** Answers to part of a problem, and luck, make means shorter than the shortest that was measured. */
const SHORTER = 0.5;
const RUNS_LOOKED_AT = 5;

/**
 * What a submission will cost, per benchmark: calls (problems × samples × the method's calls), prompt tokens counted with
 * a common tokenizer and scaled by what this model's own was seen to make of such prompts, completion tokens from the
 * shortest mean measured here to the token limit. Stores nothing.
 */
export async function estimateCost(ctx: Ctx, input: unknown): Promise<CostEstimate> {
  const parsed = parseInput(endpointSubmissionSchema, input);
  const { card, params } = checkMethod(parsed.method, parsed.params);
  const teamId = ctx.actor.type === "account" ? ctx.actor.teamId : null;
  const offered = await offeredEngine(ctx, { ...parsed, teamId });
  const estimate: CostEstimate = { runs: [], refused: [] };
  for (const target of await checkBenchmarks(ctx, parsed)) {
    const reason = refusal(target, parsed, { card, params, offered });
    if (reason === null)
      estimate.runs.push(await estimateRun(ctx, target, parsed, { card, params, offered }));
    else estimate.refused.push({ benchmark: target.benchmark.slug, reason });
  }
  return estimate;
}

type Chosen = { card: MethodCard; params: Record<string, unknown>; offered: OfferedEngine | null };

/** Why it would not be planned; where nobody has called the place yet, what it can do is not held against it. */
function refusal(
  target: ResolvedBenchmark,
  input: EndpointSubmission,
  { card, params, offered }: Chosen,
): string | null {
  const unknown = { hosted: input.engine !== undefined, capabilities: CAPABILITIES };
  return unsuitableBecause({
    card,
    params,
    samples: input.samples,
    answerKind: target.benchmark.card.answerKind,
    access: target.version.access,
    engine: offered ?? unknown,
  });
}

async function estimateRun(
  ctx: Ctx,
  target: ResolvedBenchmark,
  input: EndpointSubmission,
  { card, params, offered }: Chosen,
): Promise<CostEstimate["runs"][number]> {
  const { protocol, problemCount } = target.version;
  const perSample = card.callsPerSample(params);
  const samples = problemCount * input.samples;
  const calls: [number, number] = [samples * perSample[0], samples * perSample[1]];
  const scale = await promptTokenScale(ctx, input.model, (version) => promptTokensOf(ctx, version));
  const prompt = ((await promptTokensOf(ctx, target.version)) / problemCount) * scale;
  const shortest = (await shortestMean(ctx, target)) ?? SHORTEST_ANSWER_TOKENS;
  const maxTokens = input.sampling.maxTokens ?? protocol.maxTokens;
  const least = Math.min(shortest * SHORTER, maxTokens);
  const sizes = {
    prompt,
    answer: [least, maxTokens],
    count: (text: string) => offered?.textTokens[textKey(text)] ?? countTokens(text) * scale,
  } as const;
  const prompts = card.promptTokensPerSample?.(params, sizes) ?? [
    prompt * perSample[0],
    prompt * perSample[1],
  ];
  const [promptTokens, promptTokensUpTo] = [
    Math.round(samples * prompts[0]),
    Math.round(samples * prompts[1]),
  ];
  return {
    benchmark: target.benchmark.slug,
    method: card.id,
    problems: problemCount,
    samples: input.samples,
    calls,
    promptTokens,
    ...(promptTokensUpTo > promptTokens ? { promptTokensUpTo } : {}),
    completionTokens: [Math.round(calls[0] * least), calls[1] * maxTokens],
  };
}

/** Prompt tokens of asking every problem once. */
async function promptTokensOf(ctx: Ctx, version: ResolvedBenchmark["version"]): Promise<number> {
  const rows = await ctx.db
    .select({ statement: problem.statement, options: problem.options })
    .from(problem)
    .where(eq(problem.benchmarkVersionId, version.id))
    .orderBy(asc(problem.ordinal));
  const { instruction, system } = version.protocol;
  const fixed = countTokens(instruction) + countTokens(system ?? "") + TEMPLATE_TOKENS;
  return rows.reduce(
    (sum, row) => sum + fixed + countTokens(row.statement) + countTokens((row.options ?? []).join("\n")),
    0,
  );
}

/** The smallest mean of completion tokens over the newest public runs of a version; null where none reported tokens. */
async function shortestMean(ctx: Ctx, { version }: ResolvedBenchmark): Promise<number | null> {
  const newest = await ctx.db
    .select({ id: run.id })
    .from(run)
    .where(
      and(
        eq(run.benchmarkVersionId, version.id),
        eq(run.state, "published"),
        eq(run.visibility, "public"),
        ne(run.kind, "reduced"),
      ),
    )
    .orderBy(desc(run.publishedAt))
    .limit(RUNS_LOOKED_AT);
  if (newest.length === 0) return null;
  const ids = newest.map((one) => one.id);
  const rows = await ctx.db
    .select({ tokens: sum(sample.completionTokens).mapWith(Number), samples: count() })
    .from(sample)
    .where(and(inArray(sample.runId, ids), isNotNull(sample.completionTokens)))
    .groupBy(sample.runId);
  return rows.length === 0 ? null : Math.min(...rows.map((row) => row.tokens / row.samples));
}
