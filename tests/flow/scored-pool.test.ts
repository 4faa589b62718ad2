import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sample } from "@/db/schema";
import { importBenchmark } from "@/server/domain/catalog";
import { getBoard } from "@/server/domain/leaderboard";
import { createEndpointSubmission, createTraceSubmission, estimateCost } from "@/server/domain/submission";
import { json, type Script, scriptedServer } from "@/tests/support/scripted-server";
import { goldOf, sentinelBenchmark } from "./desk";
import { engineRoom } from "./engine-room";

const asked = z.object({
  seed: z.number(),
  logprobs: z.boolean().optional(),
  messages: z.array(z.object({ content: z.string() })),
});

/** Answers 0, 1 or 2 by seed and is surest of 1; its prompt tokens are a quarter of the characters. */
const script: Script = ({ body }, response) => {
  const { seed, messages, logprobs } = asked.parse(body);
  const answer = seed % 3;
  const content = `\\boxed{${answer}}`;
  const token = { token: content, logprob: answer === 1 ? -0.1 : -1 };
  const prompt = messages.reduce((sum, message) => sum + message.content.length, 0);
  json(response, 200, {
    choices: [
      {
        index: 0,
        message: { role: "assistant", content },
        finish_reason: "stop",
        logprobs: logprobs ? { content: [{ ...token, top_logprobs: [token] }] } : null,
      },
    ],
    usage: { prompt_tokens: Math.ceil(prompt / 4), completion_tokens: 5 },
  });
};

describe("a method that chooses by scores", () => {
  it("plans a pool whose samples are scored and reduces it", async () => {
    await using room = await engineRoom();
    await using server = await scriptedServer(script);
    room.runner();
    const input = { url: server.url, model: "scripted-model", benchmark: "bundled", samples: 3 };
    const { submissionId } = await createEndpointSubmission(room.admin, { ...input, method: "best-of-n" });
    const view = await room.reaches(submissionId, ["published"]);
    expect(view.runs.map(({ method }) => method)).toEqual(["direct", "best-of-n"]);

    const board = await getBoard(room.anonymous, { benchmark: "bundled" });
    const pool = board.rows.find((row) => row.method.id === "direct");
    const stored = await room.test.db
      .select({ score: sample.score, promptTokens: sample.promptTokens })
      .from(sample)
      .where(eq(sample.runId, pool?.runId ?? ""));
    expect([...new Set(stored.map(({ score }) => score?.toFixed(4)))].sort()).toEqual(["0.3679", "0.9048"]);
    expect(board.rows.find((row) => row.method.id === "best-of-n")?.score).not.toBeNull();

    const spent = stored.reduce((sum, row) => sum + (row.promptTokens ?? 0), 0);
    const told = (await estimateCost(room.anonymous, input)).runs[0];
    expect(Math.abs((told?.promptTokens ?? 0) / spent - 1)).toBeLessThan(0.05);
    expect(told?.calls).toEqual([stored.length, stored.length]);
  });

  it("chooses by the scores that an upload brings, and is refused where a line has none", async () => {
    await using room = await engineRoom();
    await importBenchmark(room.system, sentinelBenchmark(4));
    room.runner();
    const lines = Array.from({ length: 4 }, (_, index) =>
      [0, 1, 2].map((number) => ({
        problem_id: `p${index}`,
        sample: number,
        response: `\\boxed{${number === 2 ? goldOf(index) : 5}}`,
        score: number - 3,
      })),
    ).flat();
    const send = (rows: readonly object[]) =>
      createTraceSubmission(
        room.admin,
        { benchmark: "sentinel", model: "uploaded", method: "best-of-n" },
        bytes(rows.map((row) => JSON.stringify(row)).join("\n")),
      );
    const scored = await send(lines);
    await room.reaches(scored.submissionId, ["published"]);
    const { rows } = await getBoard(room.anonymous, { benchmark: "sentinel" });
    expect(rows.map((row) => [row.method.id, row.score?.toFixed(3)])).toEqual([
      ["best-of-n", "1.000"],
      ["direct", "0.333"],
    ]);
    const unscored = await send(lines.map((row, index) => (index === 0 ? { ...row, score: null } : row)));
    const view = await room.reaches(unscored.submissionId, ["failed"]);
    expect(view.reason?.message).toContain("not every line of the upload has one");
  });
});

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}
