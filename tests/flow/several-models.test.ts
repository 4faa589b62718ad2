import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { generateBenchmark } from "@/catalog/bundled";
import { run, sample } from "@/db/schema";
import { getBoard } from "@/server/domain/leaderboard";
import { createTraceSubmission, decideSubmission } from "@/server/domain/submission";
import { engineRoom } from "./engine-room";

const { problems } = generateBenchmark();

/** One sample per problem of two models, in turns; the second is wrong on every fourth problem. One line is said twice. */
const lines = problems.flatMap(({ id, gold }, index) => [
  { problem_id: id, sample: 0, model: "theirs/alpha", response: `\\boxed{${gold}}` },
  { problem_id: id, sample: 0, model: "theirs/beta", response: `\\boxed{${index % 4 === 3 ? "-1" : gold}}` },
]);

describe("a file of several models", () => {
  it("becomes one run per model, under the submitter's name or the file's own, and no run mixes two", async () => {
    await using room = await engineRoom();
    room.runner();
    const text = [...lines, ...lines.slice(0, 1)].map((line) => JSON.stringify(line)).join("\n");
    const { submissionId } = await createTraceSubmission(
      room.admin,
      { benchmark: "bundled", model: "a collection", models: { "theirs/alpha": "Alpha" } },
      Readable.from([Buffer.from(text)]),
    );
    const asked = await room.reaches(submissionId, ["needs_decision"]);
    expect(asked.lineErrors.map(({ line, code }) => [line, code])).toEqual([[121, "duplicate_sample"]]);
    expect(asked.ingest).toMatchObject({
      goodLines: 120,
      partial: false,
      samplesPerProblem: null,
      models: [
        { variant: "theirs/alpha", goodLines: 60, samplesPerProblem: 1, partial: false },
        { variant: "theirs/beta", goodLines: 60, samplesPerProblem: 1, partial: false },
      ],
    });
    await decideSubmission(room.admin, { id: submissionId, decision: "continue" });
    const view = await room.reaches(submissionId, ["published"]);
    expect(view.runs.map(({ model, done, total }) => [model, done, total]).sort()).toEqual([
      ["Alpha", 60, 60],
      ["theirs/beta", 60, 60],
    ]);
    const board = await getBoard(room.anonymous, { benchmark: "bundled" });
    const scores = board.rows.map(({ model, score }) => [model.name, score]);
    expect(scores).toEqual([
      ["Alpha", 1],
      ["theirs/beta", 0.75],
    ]);
    for (const row of await room.test.db.select().from(run)) {
      expect(await room.test.db.$count(sample, eq(sample.runId, row.id))).toBe(60);
      expect(row.manifest.upload?.variant).toMatch(/^theirs\/(alpha|beta)$/);
    }
  });

  it("whose lines all name one model is that one model, under the submitted name", async () => {
    await using room = await engineRoom();
    room.runner();
    const text = lines
      .filter(({ model }) => model === "theirs/beta")
      .map((line) => JSON.stringify(line))
      .join("\n");
    const { submissionId } = await createTraceSubmission(
      room.admin,
      { benchmark: "bundled", model: "Beta" },
      Readable.from([Buffer.from(text)]),
    );
    const view = await room.reaches(submissionId, ["published"]);
    expect(view.ingest?.models).toBeUndefined();
    expect(view.runs.map(({ model, done }) => [model, done])).toEqual([["Beta", 60]]);
  });
});
