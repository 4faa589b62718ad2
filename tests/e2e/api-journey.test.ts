import { expect, test } from "@/tests/support/e2e";
import { startSolver } from "@/tests/support/platform";

type Row = { runId: string; model: { name: string }; score: number };

test("the same by HTTP alone: submit, follow the state, read the row and a sample", async ({ platform }) => {
  const solver = await startSolver(0.1);
  const call = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${platform.origin}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${platform.adminKey}`, "content-type": "application/json" },
    });
    expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
    return answer.json();
  };
  try {
    const receipt = await call("/api/v1/submissions", {
      method: "POST",
      body: JSON.stringify({
        url: solver.url,
        model: "noisy-solver",
        displayName: "HTTP solver",
        benchmark: "bundled",
        method: "self-consistency",
        params: { k: 4 },
        samples: 4,
      }),
    });
    await expect
      .poll(async () => (await call(`/api/v1/submissions/${receipt.submissionId}`)).state, {
        timeout: 120_000,
      })
      .toBe("published");
    const board: { rows: Row[] } = await call("/api/v1/leaderboards/bundled");
    const rows = board.rows.filter((row) => row.model.name === "HTTP solver");
    expect(rows).toHaveLength(2);
    const [pool] = (await call(`/api/v1/submissions/${receipt.submissionId}`)).runs;
    const samples = await call(`/api/v1/runs/${pool.runId}/samples?limit=1`);
    const [first] = samples.items;
    const sample = await call(`/api/v1/runs/${pool.runId}/samples/${first.problemId}/${first.sample}`);
    expect(sample.trace.response).toContain("\\boxed{");
    expect(sample.verdict.outcome).toBe(first.outcome);
    const csv = await fetch(`${platform.origin}/api/v1/leaderboards/bundled.csv`);
    expect(await csv.text()).toContain("HTTP solver");
  } finally {
    await solver.stop();
  }
});
