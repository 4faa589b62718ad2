import { expect, it } from "vitest";
import { generateBenchmark } from "@/catalog/bundled";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { serveModel } from "@/gpu-runner/serve/serve-model";
import { importBenchmark } from "@/server/domain/catalog";
import { createEndpointSubmission } from "@/server/domain/submission";
import { engineRoom } from "./engine-room";

it("a method that goes on from a beginning runs on an address of serve-model, by what the connection test found", async () => {
  await using room = await engineRoom();
  await importBenchmark(room.system, {
    card: {
      slug: "few-served",
      title: "Few",
      description: "Made for a test.",
      answerKind: "integer",
      access: "public-text",
      redistribution: "allowed",
      licence: "Apache-2.0",
      source: "made for a test",
      protocol: { instruction: "", maxTokens: 120, temperature: 1, samplesPerProblem: 1 },
    },
    problems: generateBenchmark()
      .problems.slice(0, 2)
      .map(({ id, statement, gold }) => ({ id, statement, gold })),
  });
  const served = await serveModel({ port: 0, threads: 1 });
  room.runner();
  const { submissionId } = await createEndpointSubmission(room.admin, {
    url: served.url,
    model: BUNDLED_MODEL.name,
    benchmark: "few-served",
    method: "budget-forcing",
  });
  const view = await room.reaches(submissionId, ["published"]);
  await served.close();
  expect(view.probe?.capabilities).toEqual(
    expect.arrayContaining(["prefix", "logprobs", "seed", "logit.static"]),
  );
  expect(view.runs[0]).toMatchObject({ done: 2, verified: 2, faults: 0 });
});
