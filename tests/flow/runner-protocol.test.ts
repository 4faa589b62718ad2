import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { count, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { Secret } from "@/contracts/secret";
import { problem, run, sample, shard, verdict } from "@/db/schema";
import { startRunner } from "@/gpu-runner/main";
import { SOLVER_MODEL } from "@/gpu-runner/serve/noisy-solver-source";
import { serveSolver } from "@/gpu-runner/serve/serve-solver";
import { authenticateKey, ensureFirstAdmin } from "@/server/domain/account";
import { syncCatalog } from "@/server/domain/catalog";
import { planRuns } from "@/server/domain/plan";
import { checkShardOf, enqueueCheck, enqueueGenerate } from "@/server/domain/shard";
import { createEndpointSubmission, getSubmissionView } from "@/server/domain/submission";
import { planVerification } from "@/server/domain/verification";
import { testPlatform } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import { serveRunnerRoutes } from "@/tests/support/runner-routes";

const ADMIN = new Secret(`pl_${"A".repeat(43)}`);
const RUNNER = new Secret(`pl_${"R".repeat(43)}`);
const SAMPLES = 2;

it("carries a submission from its connection test to verdicts: runner, routes and database together", async () => {
  await using test = await testDatabase();
  await using platform = testPlatform(test.database, { settings: { allowLoopback: true } });
  await ensureFirstAdmin(platform.system, { adminKey: ADMIN, runnerKey: RUNNER });
  await syncCatalog(platform.system);
  const admin = platform.as(await authenticateKey(platform.anonymous, ADMIN.reveal()));
  const runner = platform.as(await authenticateKey(platform.anonymous, RUNNER.reveal()));
  await using server = await serveRunnerRoutes({ identify: async () => runner });
  const solver = await serveSolver({ port: 0, errorRate: 0.2 });
  const home = await mkdtemp(path.join(tmpdir(), "runner-"));
  const controller = new AbortController();
  const ended = startRunner({
    server: server.origin,
    token: RUNNER,
    name: "flow",
    home,
    log: platform.shared.log,
    signal: controller.signal,
  });
  const settled = async (kind: string) => {
    for (let open = 1; open > 0; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const rows = await test.db.select().from(shard);
      const failed = rows.find((row) => row.kind === kind && row.state === "failed");
      if (failed !== undefined) throw new Error(`${failed.failureCode}: ${failed.failureMessage}`);
      open = rows.filter((row) => row.kind === kind && row.state !== "done").length;
    }
  };

  const { submissionId } = await createEndpointSubmission(admin, {
    url: solver.url,
    model: SOLVER_MODEL,
    benchmark: "bundled",
    samples: SAMPLES,
    apiKey: "sk-sentinel-key",
  });
  await enqueueCheck(platform.system, submissionId);
  await settled("probe");
  expect((await checkShardOf(platform.system, submissionId))?.state).toBe("done");
  expect((await getSubmissionView(admin, { id: submissionId })).probe).toMatchObject({ ok: true });

  await planRuns(platform.system, submissionId);
  const [planned] = await test.db.select().from(run).where(eq(run.submissionId, submissionId));
  if (planned === undefined) throw new Error("no run was planned");
  await enqueueGenerate(platform.system, planned.id);
  await settled("generate");
  await planVerification(platform.system, planned.id, { final: true });
  await settled("verify");

  const [problems] = await test.db
    .select({ count: count() })
    .from(problem)
    .where(eq(problem.benchmarkVersionId, planned.benchmarkVersionId));
  const wanted = (problems?.count ?? 0) * SAMPLES;
  const samples = await test.db.select().from(sample).where(eq(sample.runId, planned.id));
  const verdicts = await test.db.select().from(verdict).where(eq(verdict.runId, planned.id));
  expect(wanted).toBeGreaterThan(0);
  expect([samples.length, verdicts.length]).toEqual([wanted, wanted]);
  expect(samples.every((one) => one.fault === null && one.tokenSource === "measured")).toBe(true);
  const correct = verdicts.filter((one) => one.outcome === "correct").length / wanted;
  expect(correct).toBeGreaterThan(0.2);
  expect(correct).toBeLessThan(0.95);
  expect(platform.logged.join("\n")).not.toMatch(/sk-sentinel-key|pl_R{43}/);

  controller.abort();
  await ended;
  await solver.close();
  await rm(home, { recursive: true, force: true });
});
