import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generateBenchmark } from "@/catalog/bundled";
import { withFileWeights } from "@/gpu-runner/engines/file-weights";
import { LlamaHost } from "@/gpu-runner/engines/llama/llama-host";
import { enginesFolder, isLlamaInstalled } from "@/gpu-runner/engines/llama/place";
import { ReferenceHost } from "@/gpu-runner/engines/reference/reference-host";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { importBenchmark } from "@/server/domain/catalog";
import { getBoard, getRun, getRunManifest } from "@/server/domain/leaderboard";
import { createEndpointSubmission } from "@/server/domain/submission";
import { leaseOne, openDesk } from "./desk";
import { engineRoom } from "./engine-room";

const folder = enginesFolder(process.env.PLUMBLINE_HOME ?? ".plumbline");
const files = new Map([[BUNDLED_MODEL.name, BUNDLED_MODEL.path]]);

function fewProblems() {
  const problems = generateBenchmark().problems.slice(0, 4);
  return {
    card: {
      slug: "few",
      title: "Few",
      description: "Made for a test.",
      answerKind: "integer" as const,
      access: "public-text" as const,
      redistribution: "allowed" as const,
      licence: "Apache-2.0",
      source: "made for a test",
      protocol: { instruction: "", maxTokens: 120, temperature: 1, samplesPerProblem: 2 },
    },
    problems: problems.map(({ id, statement, gold }) => ({ id, statement, gold })),
  };
}

describe("a hosted submission", () => {
  it("names an engine, is checked there, runs with the engine's capabilities, and its row says what was run", async () => {
    await using room = await engineRoom();
    await importBenchmark(room.system, fewProblems());
    room.runner({ engines: [withFileWeights(new ReferenceHost({ threads: 1 }), files)] });
    const { submissionId } = await createEndpointSubmission(room.admin, {
      engine: "reference",
      model: BUNDLED_MODEL.name,
      benchmark: "few",
      method: "self-consistency",
      samples: 2,
    });
    const view = await room.reaches(submissionId, ["published"]);
    const sha256 = createHash("sha256").update(readFileSync(BUNDLED_MODEL.path)).digest("hex");
    expect(view.probe).toMatchObject({ ok: true, models: [BUNDLED_MODEL.name], weights: { sha256 } });
    expect(view.probe?.capabilities).toEqual(expect.arrayContaining(["hidden", "logit.dynamic", "score"]));

    const board = await getBoard(room.anonymous, { benchmark: "few" });
    expect(board.rows.map((row) => row.method.id).sort()).toEqual(["direct", "self-consistency"]);
    for (const row of board.rows) {
      expect(row.tier).toBe("hosted");
      expect(row.tokens).toBeGreaterThan(0);
      expect(row.label).toContain("toy model");
    }
    const direct = board.rows.find((row) => row.method.id === "direct")?.runId ?? "";
    expect((await getRun(room.anonymous, direct)).progress).toMatchObject({
      done: 8,
      verified: 8,
      faults: 0,
    });
    const { manifest } = await getRunManifest(room.anonymous, direct);
    expect(manifest.model.identity).toBe("hashed weights");
    expect(manifest.roles[0]).toMatchObject({ engine: "reference", weightsSha256: sha256 });
    expect(manifest.roles[0]?.hardware).not.toBeNull();
  });

  it.skipIf(!isLlamaInstalled(folder))(
    "runs a GGUF file that the operator allows on llama, where installed",
    async () => {
      await using room = await engineRoom();
      await importBenchmark(room.system, fewProblems());
      const models = new Map([["my-file", BUNDLED_MODEL.path]]);
      room.runner({ engines: [withFileWeights(new LlamaHost({ folder, models }), models)] });
      const input = { engine: "llama", model: "my-file", benchmark: "few" };
      const { submissionId } = await createEndpointSubmission(room.admin, input);
      const view = await room.reaches(submissionId, ["published"]);
      expect(view.runs[0]).toMatchObject({ done: 4, verified: 4, faults: 0 });
      expect(view.probe?.weights?.sha256).toHaveLength(64);
    },
  );

  it("says so where no connected runner has the engine, and waits for one that has", async () => {
    await using room = await engineRoom();
    await importBenchmark(room.system, fewProblems());
    room.runner({ engines: [new ReferenceHost({ threads: 1 })] });
    const input = { engine: "no-such-engine", model: "m", benchmark: "few" };
    const { submissionId } = await createEndpointSubmission(room.admin, input);
    const until = Date.now() + 60_000;
    let view = await room.reaches(submissionId, ["checking"]);
    while (view.reason === null && Date.now() < until) view = await room.reaches(submissionId, ["checking"]);
    expect(view.reason).toMatchObject({ code: "no_engine", retry: "later" });
    expect(view.reason?.message).toContain("no-such-engine");
  });
});

describe("a generate lease for an address", () => {
  it("carries what the connection test found, so that the runner's engine declares it", async () => {
    await using desk = await openDesk({ problems: 1 });
    await desk.submit();
    const { work } = await leaseOne(desk.runner, { kinds: ["generate"] });
    if (work.kind !== "generate") throw new Error("not a generate lease");
    expect(work.roles.solver?.target).toMatchObject({ type: "endpoint", capabilities: ["chat"] });
  });
});
