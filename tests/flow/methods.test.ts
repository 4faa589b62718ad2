import { existsSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { sample } from "@/db/schema";
import { ReferenceHost } from "@/gpu-runner/engines/reference/reference-host";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { getBoard, getSample } from "@/server/domain/leaderboard";
import { createEndpointSubmission, estimateCost } from "@/server/domain/submission";
import { scriptedServer, streamText } from "@/tests/support/scripted-server";
import { engineRoom } from "./engine-room";

const present = existsSync(BUNDLED_MODEL.path);
if (!present) console.warn("The bundled model is not in this checkout: its methods are not run end to end.");

describe("methods that need more than chat", () => {
  it("are refused when they are planned, with what is lacking", async () => {
    await using room = await engineRoom();
    await using server = await scriptedServer((_, response) => streamText(response, "ready"));
    room.runner();
    const input = { url: server.url, model: "scripted-model", benchmark: "bundled", samples: 1 };
    const { submissionId } = await createEndpointSubmission(room.admin, {
      ...input,
      method: "cyclic-reflex",
    });
    const view = await room.reaches(submissionId, ["failed"]);
    expect(view.reason?.message).toContain(
      "cyclic-reflex needs prefix.tokens, logit.dynamic, which the endpoint does not offer",
    );
    // The estimate knows it before the next submission, from the connection test; and what no endpoint can do at once.
    const told = async (method: string, params = {}) =>
      (await estimateCost(room.admin, { ...input, method, params })).refused.map(({ reason }) => reason);
    expect(await told("cyclic-reflex")).toEqual([
      expect.stringContaining("needs prefix.tokens, logit.dynamic"),
    ]);
    expect(await told("adactrl", { mode: "forceHard" })).toEqual([expect.stringContaining("needs prefix")]);
    expect(await told("self-consistency", { k: 4 })).toEqual([expect.stringContaining("raise samples to 4")]);
    expect(await told("pessimistic")).toEqual([expect.stringContaining("new samples have none")]);
    expect(await told("sift")).toEqual([]);
  });

  it.skipIf(!present)("run on a hosted model and leave their artifacts with every sample", async () => {
    await using room = await engineRoom();
    room.runner({ engines: [new ReferenceHost({ threads: 1 })] });
    const { submissionId } = await createEndpointSubmission(room.admin, {
      engine: "reference",
      model: BUNDLED_MODEL.name,
      benchmark: "bundled",
      samples: 1,
      sampling: { maxTokens: 64 },
      method: "segmented",
      params: { segmentTokens: 16 },
    });
    await room.reaches(submissionId, ["published"], 120_000);
    const { rows } = await getBoard(room.anonymous, { benchmark: "bundled" });
    const row = rows.find(({ method }) => method.id === "segmented");
    expect(row).toMatchObject({ tier: "hosted", method: { params: { segmentTokens: 16 } } });
    const [stored] = await room.test.db
      .select({ problemId: sample.problemId, calls: sample.calls })
      .from(sample)
      .where(and(eq(sample.runId, row?.runId ?? ""), eq(sample.sampleIndex, 0)))
      .orderBy(sample.problemId);
    const opened = await getSample(room.anonymous, {
      runId: row?.runId ?? "",
      problemId: stored?.problemId ?? "",
      sample: 0,
    });
    expect(opened.trace?.artifacts).toMatchObject({ segmentTokens: 16, continuedBy: "tokens" });
    expect(opened.trace?.calls).toHaveLength(stored?.calls ?? -1);
  });
});
