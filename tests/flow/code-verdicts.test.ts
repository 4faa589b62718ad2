import { describe, expect, it } from "vitest";
import { type OpenedSandbox, openSandbox } from "@/gpu-runner/sandbox/open-sandbox";
import { importBenchmark } from "@/server/domain/catalog";
import { getBoard, getRun, listSamples } from "@/server/domain/leaderboard";
import { createTraceSubmission, readHealth } from "@/server/domain/submission";
import { codeBenchmark } from "@/tests/support/code-benchmark";
import { type EngineRoom, engineRoom } from "./engine-room";

const RESPONSES_A_PROBLEM = 2;

async function submit(room: EngineRoom, text: string) {
  return createTraceSubmission(
    room.admin,
    { benchmark: "own-code", model: "coder", method: "direct", filename: "samples.jsonl" },
    (async function* () {
      yield Buffer.from(text);
    })(),
  );
}

describe.each(["bubblewrap", "pyodide"] as const)("programs judged in %s", (choice) => {
  it("are uploaded, matched, run, ranked and explained", async (test) => {
    const sandbox: OpenedSandbox = await openSandbox(choice);
    if (!sandbox.report.ok) return test.skip(`no sandbox here: ${sandbox.report.reason}`);
    await using room = await engineRoom();
    const { upload, ...own } = codeBenchmark();
    await importBenchmark(room.system, own);
    room.runner({ sandbox });
    const { submissionId } = await submit(room, upload);
    const view = await room.reaches(submissionId, ["published"]);
    const runId = view.runs[0]?.runId ?? "";

    const run = await getRun(room.anonymous, runId);
    expect(run.scores[0]?.value).toBe(0.5);
    expect(run.outcomes).toMatchObject({ correct: 5, incorrect: 5 });
    const { items } = await listSamples(room.anonymous, { runId, limit: 50 });
    expect(items).toHaveLength(own.problems.length * RESPONSES_A_PROBLEM);
    expect(items.map((item) => item.outcome)).toEqual(own.problems.flatMap(() => ["correct", "incorrect"]));
    const board = await getBoard(room.anonymous, { benchmark: "own-code" });
    expect(board.rows).toHaveLength(1);
    const kind = choice === "bubblewrap" ? "code.cpython-3." : "code.pyodide-3.";
    expect(sandbox.report.verifierKey).toMatch(new RegExp(`^${kind.replace(".", "\\.")}`));
    expect((await readHealth(room.system)).allowed.sandbox).toContain(choice);
    await sandbox.sandbox?.engine.close();
  });
});

describe("programs without a sandbox", () => {
  it("are refused when the run is planned, with the reason", async () => {
    await using room = await engineRoom();
    const { upload, ...own } = codeBenchmark();
    await importBenchmark(room.system, own);
    room.runner({ sandbox: await openSandbox("none") });
    const { submissionId } = await submit(room, upload);
    await expect(room.reaches(submissionId, ["published"])).rejects.toThrow(/PLUMBLINE_SANDBOX=none/);
  });
});
