import { and, asc, eq } from "drizzle-orm";
import type { SampleView } from "@/contracts/board";
import { PlumblineError } from "@/contracts/errors";
import type { TraceDocument } from "@/contracts/sample";
import { verdictOfSample } from "@/db/sample-joins";
import { problem, sample, verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { answerRecords } from "./answer-records";
import { importedKeys, theirs } from "./imported-verdicts";
import { sampleAssessments } from "./sample-assessments";
import { neighbours } from "./sample-neighbours";
import { type TextRights, textRights } from "./visibility";
import { visibleRun } from "./visible-run";

/** One sample down to its trace: what was asked and written, the verdict and why, its siblings and neighbours. */
export async function getSample(
  ctx: Ctx,
  input: { runId: string; problemId: string; sample: number },
): Promise<SampleView> {
  const found = await visibleRun(ctx, input.runId);
  const poolId = found.run.sourceRunId ?? found.run.id;
  const foreignKeys = await importedKeys(ctx, poolId);
  const rows = await ctx.db
    .select({ sample, verdict, theirs })
    .from(sample)
    .leftJoin(verdict, verdictOfSample(found.run.verifierKey))
    .leftJoin(theirs, verdictOfSample(foreignKeys, theirs))
    .where(and(eq(sample.runId, poolId), eq(sample.problemId, input.problemId)))
    .orderBy(asc(sample.sampleIndex));
  const row = rows.find((item) => item.sample.sampleIndex === input.sample);
  const [asked] = await ctx.db
    .select()
    .from(problem)
    .where(and(eq(problem.benchmarkVersionId, found.version.id), eq(problem.id, input.problemId)));
  if (row === undefined || asked === undefined) {
    throw new PlumblineError("not_found", "There is no such sample of this run.", {
      hint: `List them with GET /api/v1/runs/${found.run.id}/samples.`,
    });
  }
  const rights = textRights(ctx, found.version);
  const document = rights.trace
    ? await ctx.traces.get({ runId: poolId, problemId: input.problemId, sample: input.sample })
    : null;
  return {
    runId: found.run.id,
    problemId: input.problemId,
    sample: input.sample,
    outcome: row.verdict?.outcome ?? null,
    extracted: rights.trace ? (row.verdict?.extracted ?? null) : null,
    rule: row.verdict?.rule ?? null,
    finishReason: row.sample.finishReason,
    promptTokens: row.sample.promptTokens,
    completionTokens: row.sample.completionTokens,
    latencyMs: row.sample.latencyMs,
    imported:
      row.theirs === null
        ? null
        : {
            verifierKey: row.theirs.verifierKey,
            outcome: row.theirs.outcome,
            extracted: rights.trace ? row.theirs.extracted : null,
          },
    problem: {
      id: asked.id,
      ordinal: asked.ordinal,
      statement: rights.statement ? asked.statement : null,
      options: rights.statement ? (asked.options ?? null) : null,
      gold: rights.gold ? asked.gold : null,
      answerKind: asked.answerKind,
      level: asked.level,
    },
    trace: document === null ? null : withinRights(document, rights),
    fault: row.sample.fault ?? null,
    verdict: row.verdict === null ? null : verdictView(row.verdict, rights),
    assessments: await sampleAssessments(ctx, { ...input, runId: found.run.id, poolId, rights }),
    answers: await answerRecords(ctx, {
      ...{ runId: found.run.id, poolId, problemId: input.problemId },
      samples: rows.map((item) => ({
        sample: item.sample.sampleIndex,
        outcome: item.verdict?.outcome ?? null,
        answerClass: item.verdict?.answerClass ?? null,
        answer: rights.trace ? (item.verdict?.extracted ?? null) : null,
      })),
    }),
    siblings: rows.map((item) => ({
      sample: item.sample.sampleIndex,
      outcome: item.verdict?.outcome ?? null,
    })),
    ...(await neighbours(ctx, { poolId, versionId: found.version.id, ordinal: asked.ordinal, ...input })),
  };
}

/** Prompts repeat the statement: where that is not shown they are not either. */
function withinRights(document: TraceDocument, rights: TextRights): TraceDocument {
  if (rights.statement) return document;
  return {
    ...document,
    calls: document.calls.map((call) => ({
      ...call,
      request: { sampling: call.request.sampling, ...(call.request.stop ? { stop: call.request.stop } : {}) },
    })),
    artifacts: {},
  };
}

function verdictView(row: typeof verdict.$inferSelect, rights: TextRights): SampleView["verdict"] {
  return {
    outcome: row.outcome,
    extracted: rights.trace ? row.extracted : null,
    rule: row.rule,
    goldNormal: rights.gold ? row.goldNormal : null,
    answerNormal: rights.trace ? row.answerNormal : null,
    verifierKey: row.verifierKey,
  };
}
