import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { assessment, run, sample } from "@/db/schema";
import { importBenchmark } from "@/server/domain/catalog";
import { getBoard, getRunScores, getSample } from "@/server/domain/leaderboard";
import { recomputeScores } from "@/server/domain/metric";
import { assessmentProgress, createEndpointSubmission, createReduction } from "@/server/domain/submission";
import { json, type Script, scriptedServer } from "@/tests/support/scripted-server";
import { goldOf, sentinelBenchmark } from "./desk";
import { engineRoom } from "./engine-room";

const PROBLEMS = 4;
const askedSchema = z.object({
  seed: z.number().default(0),
  messages: z.array(z.object({ content: z.string() })).default([]),
});

/** Solves a third of the samples; verifies without a mistake, in the words that each method asks for. */
const script: Script = ({ body }, response) => {
  const { seed, messages } = askedSchema.parse(body);
  const asked = messages.at(-1)?.content ?? "";
  const gold = goldOf(Number(/Statement number (\d+)/.exec(asked)?.[1] ?? 0));
  const right = asked.includes(`\\boxed{${gold}}`);
  let content = `First.\n\nSo \\boxed{${seed % 3 === 0 ? gold : seed % 3}}.`;
  if (asked.includes("Proposed solution")) content = `I checked. <verdict>${right ? 1 : 0}</verdict>`;
  if (asked.includes("first wrong step")) content = `\\box{STEP${right ? -1 : 1}} because.`;
  json(response, 200, {
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 11, completion_tokens: 7 },
  });
};

describe("assessments", () => {
  it("are made by heimdall, stored with the samples, counted into the cost, and decide", async () => {
    await using room = await engineRoom();
    await using server = await scriptedServer(script);
    await importBenchmark(room.system, sentinelBenchmark(PROBLEMS));
    room.runner();
    const input = { url: server.url, model: "scripted-model", benchmark: "sentinel", samples: 4 };
    const { submissionId } = await createEndpointSubmission(room.admin, {
      ...input,
      method: "heimdall",
      params: { votes: 3 },
    });
    const view = await room.reaches(submissionId, ["published"]);
    expect(view.runs.map(({ method }) => method)).toEqual(["direct", "heimdall"]);
    const [poolId = "", reducedId = ""] = view.runs.map(({ runId }) => runId);

    const stored = await room.test.db.select().from(assessment).where(eq(assessment.runId, poolId));
    expect(stored).toHaveLength(PROBLEMS * 4 * 3);
    expect(new Set(stored.map((row) => row.assessor)).size).toBe(1);
    const [reduced] = await room.test.db.select().from(run).where(eq(run.id, reducedId));
    expect(reduced?.manifest.assessor).toBe(stored[0]?.assessor);
    // What the status page counts while they are made; nothing is counted of a run that has ended.
    const under = reduced === undefined ? [] : [{ ...reduced, state: "running" as const }];
    const told = await assessmentProgress(room.anonymous, under);
    expect(told.get(reducedId)).toEqual({ done: stored.length, total: stored.length });
    expect((await assessmentProgress(room.anonymous, reduced ? [reduced] : [])).size).toBe(0);
    expect(reduced?.manifest.roles.map(({ role }) => role)).toEqual(["solver", "verifier"]);

    // A verifier without mistakes finds a right answer wherever there is one.
    const scores = await getRunScores(room.anonymous, poolId);
    const passAt4 = scores.find(({ metric, k }) => metric === "pass@k" && k === 4)?.value;
    const { rows } = await getBoard(room.anonymous, { benchmark: "sentinel" });
    const row = rows.find(({ method }) => method.id === "heimdall");
    expect(row?.score).toBe(passAt4);
    // Four samples of 18 tokens, three verdicts of 18 about each.
    expect(row?.tokens).toBe(4 * 18 + 4 * 3 * 18);

    const { problemId = "" } = stored[0] ?? {};
    for (const runId of [poolId, reducedId]) {
      const opened = await getSample(room.anonymous, { runId, problemId, sample: 0 });
      expect(opened.assessments.map(({ index }) => index)).toEqual([0, 1, 2]);
      const right = opened.outcome === "correct" ? 1 : 0;
      expect(opened.assessments.map(({ value, label }) => [value, label])).toEqual(
        [0, 1, 2].map(() => [right, String(right)]),
      );
      const [first, second] = opened.assessments;
      expect(first?.calls[0]?.request.messages?.[0]?.content).toContain("Proposed solution");
      expect(second?.calls[0]?.request.messages).toBeUndefined();
      expect(first?.calls[0]?.role).toBe("verifier");
      // Three verdicts on each of four samples: every answer's mean, penalty and score, and what each rule takes.
      const [record] = opened.answers;
      expect([opened.answers.length, record?.alpha, record?.assessor]).toEqual([1, 0.1, stored[0]?.assessor]);
      const all = record?.answers.flatMap(({ samples }) => samples) ?? [];
      expect([...all].sort()).toEqual([0, 1, 2, 3]);
      for (const answer of record?.answers ?? []) {
        expect(answer.mean).toBe(answer.outcome === "correct" ? 1 : 0);
        expect(answer.penalty).toBeCloseTo((0.1 * Math.log(12)) / (3 * answer.samples.length + 1), 12);
        expect(answer.score).toBeCloseTo((answer.mean ?? 0) - answer.penalty, 12);
      }
      const largest = Math.max(...(record?.answers.map(({ samples }) => samples.length) ?? []));
      expect(record?.answers[record.chosen.majority ?? -1]?.samples.length).toBe(largest);
      if (record?.answers.some(({ outcome }) => outcome === "correct"))
        for (const rule of ["pessimistic", "mean", "weighted-vote", "best-of-n"] as const)
          expect(record.answers[record.chosen[rule] ?? -1]?.outcome).toBe("correct");
    }
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([]);

    // Stored assessments are chosen by again, without a call.
    const calls = server.calls.length;
    const again = await createReduction(room.admin, poolId, { method: "pessimistic", params: { alpha: 50 } });
    await room.reaches(again.submissionId, ["published"]);
    expect(server.calls.length).toBe(calls);
    const majority = scores.find(({ metric, k }) => metric === "maj@k" && k === 4)?.value;
    const bound = (await getBoard(room.anonymous, { benchmark: "sentinel" })).rows.find(
      ({ method }) => method.id === "pessimistic",
    );
    expect(bound?.tokens).toBe(4 * 18 + 4 * 3 * 18);
    expect(bound?.score).toBeGreaterThanOrEqual(majority ?? 1);
    // Another submission, yet the same samples: it is compared with the direct run that made them.
    expect(bound?.lift).not.toBeNull();
  });

  it("are refused where nobody made them, and asked for on a finished run", async () => {
    await using room = await engineRoom();
    await using server = await scriptedServer(script);
    await importBenchmark(room.system, sentinelBenchmark(PROBLEMS));
    room.runner();
    const input = { url: server.url, model: "scripted-model", benchmark: "sentinel", samples: 2 };
    const fresh = await createEndpointSubmission(room.admin, { ...input, method: "pessimistic" });
    expect((await room.reaches(fresh.submissionId, ["failed"])).reason?.message).toContain(
      "new samples have none; submit heimdall or opv",
    );
    const plain = await createEndpointSubmission(room.admin, input);
    const [pool] = (await room.reaches(plain.submissionId, ["published"])).runs;
    const poolId = pool?.runId ?? "";
    const none = await createReduction(room.admin, poolId, { method: "pessimistic" });
    expect((await room.reaches(none.submissionId, ["failed"])).reason?.message).toContain(
      "no model has assessed all samples of this run",
    );
    const nobody = await createReduction(room.admin, poolId, { method: "opv" });
    expect((await room.reaches(nobody.submissionId, ["failed"])).reason?.message).toContain(
      "name it by url or engine",
    );
    const opv = await createReduction(room.admin, poolId, {
      method: "opv",
      params: { votes: 2 },
      url: server.url,
      model: "scripted-model",
    });
    const [made] = (await room.reaches(opv.submissionId, ["published"])).runs;
    const opened = await getSample(room.anonymous, { runId: made?.runId ?? "", problemId: "p0", sample: 1 });
    const expected = opened.outcome === "correct" ? [1, "STEP-1"] : [0, "STEP1"];
    expect(opened.assessments.map(({ value, label }) => [value, label])).toEqual([expected, expected]);
    const first = opened.assessments[0]?.calls[0]?.request.messages?.[0]?.content;
    expect(first).toContain("STEP0: First.\n\nSTEP1: So");
    expect(await room.test.db.$count(sample, and(eq(sample.runId, poolId)))).toBe(PROBLEMS * 2);
    await expect(createReduction(room.admin, poolId, { method: "sift" })).rejects.toThrow("of its own");
    await expect(createReduction(room.admin, made?.runId ?? "", { method: "opv" })).rejects.toThrow(
      "no samples of its own",
    );
  });
});
