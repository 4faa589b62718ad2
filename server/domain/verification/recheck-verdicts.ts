import { and, eq } from "drizzle-orm";
import type { AnswerKind } from "@/contracts/benchmark";
import { sampleKey } from "@/contracts/sample";
import type { VerdictReport } from "@/contracts/verdict";
import { problemOfSample } from "@/db/sample-joins";
import { benchmarkVersion, problem, run, sample } from "@/db/schema";
import {
  ANSWER_KINDS,
  type AnswerVerdict,
  type AnswerKind as JudgedKind,
  verifyAnswer,
  verifyProcess,
} from "@/verify";
import type { Ctx } from "../ctx";
import { atPlaces } from "../generation";
import { verifierPolicies } from "../plan";
import { judgeOutcome } from "./judge-outcome";

/** One verdict in this many is judged again by the server itself. */
const RECHECK_ONE_IN = 200;

export type Disagreement = { problemId: string; sample: number; reported: string; ours: string };

/**
 * Judges a random 1 in 200 of reported `answer` verdicts again and returns the first that differs in outcome. A
 * verdict that either side could not reach within its budgets (`undecided`) proves nothing.
 */
export async function recheckVerdicts(
  ctx: Ctx,
  input: {
    runId: string;
    verifierKey: string;
    verdicts: readonly VerdictReport[];
    /** Texts that are at hand, by `sampleKey`; the others are read from the store. */
    texts?: ReadonlyMap<string, string>;
  },
): Promise<Disagreement | null> {
  if (!/^(answer|process):/.test(input.verifierKey)) return null;
  const draws = Buffer.from(ctx.ids.token(4 * input.verdicts.length), "base64url");
  const chosen = input.verdicts.filter((_, index) => draws.readUInt32BE(4 * index) % RECHECK_ONE_IN === 0);
  if (chosen.length === 0) return null;
  const samples = await ctx.db
    .select({ sample, problem, protocol: benchmarkVersion.protocol })
    .from(sample)
    .innerJoin(run, eq(run.id, sample.runId))
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(problem, problemOfSample(run.benchmarkVersionId))
    .where(and(eq(sample.runId, input.runId), atPlaces(sample, chosen)));
  const known = new Map(
    samples.map((row) => [
      sampleKey({ problemId: row.sample.problemId, sample: row.sample.sampleIndex }),
      row,
    ]),
  );
  for (const reported of chosen) {
    const row = known.get(sampleKey(reported));
    if (row === undefined) continue;
    const text = input.texts?.get(sampleKey(reported)) ?? (await storedText(ctx, input.runId, reported));
    if (text === null) continue;
    const verdict = judgeAgain(text, row);
    if (verdict === null || verdict.verifierKey !== input.verifierKey) continue;
    const ours = judgeOutcome(verdict.outcome, {
      fault: row.sample.fault ?? null,
      finishReason: row.sample.finishReason,
    });
    if (ours === "undecided" || reported.outcome === "undecided" || ours === reported.outcome) continue;
    return { problemId: reported.problemId, sample: reported.sample, reported: reported.outcome, ours };
  }
  return null;
}

type Place = { problemId: string; sample: number };

async function storedText(
  ctx: Ctx,
  runId: string,
  { problemId, sample: index }: Place,
): Promise<string | null> {
  const document = await ctx.traces.get({ runId, problemId, sample: index });
  return document?.response ?? null;
}

function judgeAgain(
  text: string,
  row: { problem: typeof problem.$inferSelect; protocol: { policies: Record<string, unknown> } },
): AnswerVerdict | null {
  const { gold, answerKind: kind, options, judging } = row.problem;
  const policies = verifierPolicies(row.protocol.policies);
  if (kind === "process") {
    const style = judging?.style === "wrong-sections" ? "wrong-sections" : "first-error";
    return verifyProcess({ text, gold, style, policies });
  }
  return isJudged(kind) ? verifyAnswer({ text, gold, kind, options: options ?? undefined, policies }) : null;
}

function isJudged(kind: AnswerKind): kind is JudgedKind {
  return (ANSWER_KINDS as readonly string[]).includes(kind);
}
