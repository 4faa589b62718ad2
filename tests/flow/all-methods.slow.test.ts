import { existsSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { METHOD_CARDS } from "@/catalog/methods";
import { assessment, problem, sample } from "@/db/schema";
import { ReferenceHost } from "@/gpu-runner/engines/reference/reference-host";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { getBenchmark, importBenchmark } from "@/server/domain/catalog";
import { getBoard, getSample } from "@/server/domain/leaderboard";
import { createEndpointSubmission, createReduction, estimateCost } from "@/server/domain/submission";
import { type EngineRoom, engineRoom } from "./engine-room";

const present = existsSync(BUNDLED_MODEL.path);
if (!present)
  console.warn("The bundled model is not in this checkout: methods on it are not run end to end.");

const PROBLEMS = 3;
const SAMPLES = 2;
/** Sizes that fit a small model; the one word of its vocabulary that begins another look is " Wait". */
const SIZES: Record<string, Record<string, unknown>> = {
  "thinking-budget": { budgets: [4, 96] },
  segmented: { segmentTokens: 24 },
  subthought: { maxSubthoughts: 3 },
  "budget-forcing": { numIgnore: 1, maxThinkingTokens: 40 },
  tip: { mode: "constant", delta: -50, words: ["Wait"], includeSpaceVariants: true },
  "cyclic-reflex": { periodTokens: 24, words: ["Wait"], includeSpaceVariants: true },
  heimdall: { votes: 2 },
  opv: { votes: 2, resummarise: true },
};

/** A few of the bundled problems as a benchmark of their own. */
async function importFew(room: EngineRoom): Promise<void> {
  const bundled = await getBenchmark(room.anonymous, "bundled");
  const rows = await room.test.db.select().from(problem).orderBy(problem.ordinal).limit(PROBLEMS);
  await importBenchmark(room.system, {
    card: {
      slug: "few",
      title: "A few bundled problems",
      description: "Made for a test.",
      answerKind: "integer",
      access: "public-text",
      redistribution: "allowed",
      licence: "Apache-2.0",
      source: "the bundled benchmark",
      protocol: { ...bundled.protocol, maxTokens: 96, samplesPerProblem: SAMPLES },
    },
    problems: rows.map(({ id, statement, gold }) => ({ id, statement, gold })),
  });
}

const submissionOf = (id: string) => ({
  engine: "reference",
  model: BUNDLED_MODEL.name,
  benchmark: "few",
  samples: SAMPLES,
  method: id,
  params: SIZES[id] ?? {},
});

/** What a published run really took, over every call of its samples and of what was said of them. */
async function spent(room: EngineRoom, poolId: string, assessor: string | null) {
  const samples = await room.test.db.select().from(sample).where(eq(sample.runId, poolId));
  const said = await room.test.db
    .select()
    .from(assessment)
    .where(and(eq(assessment.runId, poolId), eq(assessment.assessor, assessor ?? "")));
  const rows = [...samples, ...said.map((row) => ({ ...row, calls: row.calls.length }))];
  const sum = (of: (row: (typeof rows)[number]) => number | null) =>
    rows.reduce((total, row) => total + (of(row) ?? 0), 0);
  return {
    calls: sum((row) => row.calls),
    prompt: sum((row) => row.promptTokens),
    completion: sum((row) => row.completionTokens),
  };
}

describe.skipIf(!present)("every method on the bundled model through the platform", () => {
  it("has a row, its record with the samples, and costs what was told before", {
    timeout: 900_000,
  }, async () => {
    await using room = await engineRoom();
    await importFew(room);
    room.runner({ engines: [new ReferenceHost({ threads: 1 })], capacity: 2 });
    // The first one measures the model's own tokens; what it costs itself is told before that.
    const first = await createEndpointSubmission(room.admin, { ...submissionOf("direct"), samples: 1 });
    await room.reaches(first.submissionId, ["published"], 240_000);
    const started = [];
    for (const { id } of METHOD_CARDS.filter(({ assessments }) => assessments?.from !== "stored")) {
      const input = submissionOf(id);
      const estimate = (await estimateCost(room.admin, input)).runs[0];
      started.push({ id, estimate, ...(await createEndpointSubmission(room.admin, input)) });
    }
    const told = [];
    for (const { id, estimate, submissionId } of started) {
      const view = await room.reaches(submissionId, ["published"], 600_000);
      const [pool, reduced] = view.runs;
      const poolId = pool?.runId ?? "";
      expect([id, pool?.done, pool?.faults]).toEqual([id, PROBLEMS * SAMPLES, 0]);
      const problemId = await firstProblem(room, poolId);
      const opened = await getSample(room.anonymous, {
        runId: reduced?.runId ?? poolId,
        problemId,
        sample: 0,
      });
      expect(opened.trace?.calls.length, id).toBeGreaterThan(0);
      const assessed = id === "heimdall" || id === "opv";
      expect(opened.assessments.length, id).toBe(assessed ? SIZES[id]?.votes : 0);
      if (reduced === undefined && id !== "direct")
        expect(Object.keys(opened.trace?.artifacts ?? {}), id).not.toEqual([]);
      const assessor = opened.assessments[0]?.assessor ?? null;
      told.push({ id, estimate, cost: await spent(room, poolId, assessor) });
      if (id !== "heimdall") continue;
      const stored = await createReduction(room.admin, poolId, { method: "pessimistic" });
      await room.reaches(stored.submissionId, ["published"], 240_000);
    }
    const { rows } = await getBoard(room.anonymous, { benchmark: "few" });
    expect(new Set(rows.map(({ method }) => method.id))).toEqual(new Set(METHOD_CARDS.map(({ id }) => id)));
    for (const row of rows) expect([row.method.id, row.score]).toEqual([row.method.id, expect.any(Number)]);
    const wrong = told.filter(({ estimate, cost }) => {
      if (estimate === undefined) return true;
      const { calls, promptTokens, promptTokensUpTo = promptTokens, completionTokens } = estimate;
      return !(
        within(cost.calls, calls[0], calls[1]) &&
        within(cost.prompt, promptTokens, promptTokensUpTo, 0.05) &&
        within(cost.completion, completionTokens[0], completionTokens[1], 0.05)
      );
    });
    expect(wrong).toEqual([]);
  });
});

const within = (value: number, low: number, high: number, slack = 0) =>
  value >= low * (1 - slack) && value <= high * (1 + slack);

async function firstProblem(room: EngineRoom, runId: string): Promise<string> {
  const [row] = await room.test.db
    .select({ problemId: sample.problemId })
    .from(sample)
    .where(eq(sample.runId, runId))
    .orderBy(sample.problemId)
    .limit(1);
  return row?.problemId ?? "";
}
