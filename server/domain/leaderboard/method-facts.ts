import { and, asc, eq } from "drizzle-orm";
import type { MethodFact, MethodFacts } from "@/contracts/chart";
import { sampleKey } from "@/contracts/sample";
import { problemOfSample, verdictOfSample } from "@/db/sample-joins";
import { assessment, problem, sample, verdict } from "@/db/schema";
import { ANSWER_KINDS, type AnswerContext, type AnswerKind, answerClasses, equivalent } from "@/verify";
import type { Ctx } from "../ctx";
import { verifierPolicies } from "../plan";
import { type JudgeAnswers, judgeArtifacts } from "./judge-artifacts";
import { type VisibleRun, visibleRun } from "./visible-run";

/** Samples whose artifacts are read for a chart. */
export const MOST_FACTS = 400;

/** Samples of a reduced run's pool, of which no text is read. */
export const MOST_POOL_FACTS = 4_000;
/** Calls whose tokens are told. */
const MOST_CALLS = 64;

/** Labels are step names; a longer one is no label. */
const LABEL_CHARACTERS = 24;

/** Runs whose facts stay in memory: a published run's samples and verdicts never change. */
const REMEMBERED_RUNS = 24;
const remembered = new Map<string, MethodFacts>();

type Asked = { ordinal: number; gold: string; answerKind: string; options: string[] | null };

/**
 * What a run's samples recorded for the method's own charts, the first sample of every problem first, at most 400. A
 * reduced run is answered with the samples of its pool and what its assessor said of them: at most 4,000, without
 * artifacts.
 */
export async function methodFacts(ctx: Ctx, runId: string): Promise<MethodFacts> {
  const found = await visibleRun(ctx, runId);
  const key = `${found.run.id}/${found.run.verifierKey}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const facts = await readFacts(ctx, found);
  if (found.run.state === "published") {
    remembered.set(key, facts);
    const oldest = remembered.keys().next().value;
    if (remembered.size > REMEMBERED_RUNS && oldest !== undefined) remembered.delete(oldest);
  }
  return facts;
}

async function readFacts(ctx: Ctx, found: VisibleRun): Promise<MethodFacts> {
  const { run, version } = found;
  const poolId = run.sourceRunId ?? run.id;
  const rows = await ctx.db
    .select({
      problemId: sample.problemId,
      sample: sample.sampleIndex,
      promptTokens: sample.promptTokens,
      completionTokens: sample.completionTokens,
      score: sample.score,
      outcome: verdict.outcome,
      answerClass: verdict.answerClass,
      level: problem.level,
      ordinal: problem.ordinal,
      gold: problem.gold,
      answerKind: problem.answerKind,
      options: problem.options,
    })
    .from(sample)
    .innerJoin(problem, problemOfSample(run.benchmarkVersionId))
    .leftJoin(verdict, verdictOfSample(run.verifierKey))
    .where(eq(sample.runId, poolId))
    .orderBy(asc(sample.sampleIndex), asc(problem.ordinal));
  const isReduced = run.kind === "reduced";
  const shown = rows.slice(0, isReduced ? MOST_POOL_FACTS : MOST_FACTS);
  const said = await assessmentsOf(ctx, found);
  const facts = new Map(
    shown.map((row): [string, MethodFact] => {
      const key = sampleKey(row);
      const { ordinal: _, gold: _gold, answerKind: _kind, options: _options, ...told } = row;
      const answerClass = row.answerClass ?? -1;
      const assessments = said.get(key) ?? [];
      return [key, { ...told, answerClass, assessments, callTokens: [], artifacts: {} }];
    }),
  );
  if (!isReduced) {
    const asked = new Map(shown.map((row) => [row.problemId, row]));
    const policies = verifierPolicies(version.protocol.policies);
    const judges = new Map<string, JudgeAnswers>();
    for await (const { problemId, sample: index, document } of ctx.traces.list(poolId, shown)) {
      const fact = facts.get(sampleKey({ problemId, sample: index }));
      const about = asked.get(problemId);
      if (fact === undefined || about === undefined) continue;
      const judge = judges.get(problemId) ?? judgeOf({ ...about, options: about.options ?? null }, policies);
      judges.set(problemId, judge);
      fact.callTokens = document.calls.slice(0, MOST_CALLS).map((call) => call.completionTokens);
      fact.artifacts = judgeArtifacts(document.artifacts, judge);
    }
  }
  return {
    runId: run.id,
    method: { id: run.methodId, params: run.methodParams },
    items: [...facts.values()],
    total: rows.length,
  };
}

/** What the run's assessor said of each sample of the pool. */
async function assessmentsOf(ctx: Ctx, { run }: VisibleRun): Promise<Map<string, MethodFact["assessments"]>> {
  const { assessor } = run.manifest;
  const said = new Map<string, MethodFact["assessments"]>();
  if (assessor === undefined || run.sourceRunId === null) return said;
  const rows = await ctx.db
    .select({
      problemId: assessment.problemId,
      sample: assessment.sampleIndex,
      value: assessment.value,
      label: assessment.label,
      promptTokens: assessment.promptTokens,
      completionTokens: assessment.completionTokens,
    })
    .from(assessment)
    .where(and(eq(assessment.runId, run.sourceRunId), eq(assessment.assessor, assessor)))
    .orderBy(asc(assessment.sampleIndex), asc(assessment.problemId), asc(assessment.assessmentIndex));
  for (const row of rows) {
    const key = sampleKey(row);
    const { promptTokens, completionTokens } = row;
    const tokens =
      promptTokens === null || completionTokens === null ? null : promptTokens + completionTokens;
    const own = said.get(key) ?? [];
    own.push({ value: row.value, label: row.label?.slice(0, LABEL_CHARACTERS) ?? null, tokens });
    said.set(key, own);
  }
  return said;
}

/** Judges answers to one problem; the same text is compared once. */
function judgeOf(asked: Asked, policies: AnswerContext["policies"]): JudgeAnswers {
  const kind = asked.answerKind;
  if (!isCompared(kind)) return (answers) => answers.map(() => ({ group: -1, correct: null }));
  const context: AnswerContext = { kind, options: asked.options ?? undefined, policies };
  const known = new Map<string, boolean | null>();
  const isCorrect = (answer: string | null) => {
    if (answer === null) return false;
    const before = known.get(answer);
    if (before !== undefined) return before;
    const correct = equivalent(asked.gold, answer, context);
    known.set(answer, correct);
    return correct;
  };
  return (answers) => {
    const classes = answerClasses(answers, context);
    return answers.map((answer, index) => ({ group: classes[index] ?? -1, correct: isCorrect(answer) }));
  };
}

function isCompared(kind: string): kind is AnswerKind {
  return (ANSWER_KINDS as readonly string[]).includes(kind);
}
