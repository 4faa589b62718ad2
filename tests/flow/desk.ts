import { eq } from "drizzle-orm";
import type { Actor } from "@/contracts/actor";
import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";
import type { EngineInfo, Lease, LeaseRequest, Report, ReportRequest } from "@/contracts/runner";
import { reportRequestSchema } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import { Secret } from "@/contracts/secret";
import type { EndpointSubmissionInput } from "@/contracts/submission";
import { endpoint, submission } from "@/db/schema";
import { authenticateKey, createKey, ensureFirstAdmin } from "@/server/domain/account";
import { importBenchmark } from "@/server/domain/catalog";
import type { Ctx } from "@/server/domain/ctx";
import { planRuns } from "@/server/domain/plan";
import { enqueueGenerate, leaseShards } from "@/server/domain/shard";
import { createEndpointSubmission } from "@/server/domain/submission";
import { acceptReport } from "@/server/domain/verification";
import { type TestPlatform, testPlatform } from "@/tests/support/context";
import { type TestDatabase, testDatabase } from "@/tests/support/database";

const RUNNER_KEY = `pl_${"R".repeat(43)}`;

/** A benchmark of M problems whose golds and solutions occur nowhere else. */
export function sentinelBenchmark(
  problems: number,
  slug = "sentinel",
): { card: BenchmarkCardInput; problems: ProblemInput[] } {
  return {
    card: {
      slug,
      title: "Sentinel",
      description: "Made for a test.",
      answerKind: "integer",
      access: "public-text",
      redistribution: "allowed",
      licence: "Apache-2.0",
      source: "made for a test",
      protocol: {
        instruction: "Answer with a number in a box.",
        maxTokens: 64,
        temperature: 1,
        samplesPerProblem: 2,
      },
    },
    problems: Array.from({ length: problems }, (_, index) => ({
      id: `p${index}`,
      statement: `Statement number ${index}.`,
      gold: String(goldOf(index)),
      solution: `sentinel-solution-${index}`,
    })),
  };
}

/** Golds that no statement, id, count or score contains by chance. */
export function goldOf(index: number): number {
  return 770_077_000 + index;
}

/** The platform without workflow engine and runner: a test plays both by calling the verbs. */
export type Desk = {
  test: TestDatabase;
  platform: TestPlatform;
  system: Ctx;
  admin: Ctx;
  runner: Ctx;
  /** A runner of another key that the operator did not register as trusted. */
  untrusted: Ctx;
  submit(input?: Partial<EndpointSubmissionInput>): Promise<{ submissionId: string; runIds: string[] }>;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function openDesk(options: { problems?: number } = {}): Promise<Desk> {
  const test = await testDatabase();
  const platform = testPlatform(test.database);
  const { system } = platform;
  const ids = await ensureFirstAdmin(system, {
    adminKey: new Secret(`pl_${"A".repeat(43)}`),
    runnerKey: new Secret(RUNNER_KEY),
  });
  const admin = platform.as({
    type: "account",
    ...ids,
    scopes: ["admin", "submit"],
    apiKeyId: null,
    isAdmin: true,
  });
  await importBenchmark(system, sentinelBenchmark(options.problems ?? 12));
  const other = await createKey(admin, { name: "somebody", scopes: ["runner"] });
  return {
    test,
    platform,
    system,
    admin,
    runner: platform.as(await authenticateKey(system, RUNNER_KEY)),
    untrusted: platform.as(await authenticateKey(system, other.key)),
    submit: async (input = {}) => {
      const { submissionId } = await createEndpointSubmission(admin, {
        url: "http://127.0.0.1:9/v1",
        model: "some-model",
        benchmark: "sentinel",
        samples: 2,
        concurrency: 64,
        ...input,
      });
      await passCheck(test, submissionId);
      const { runs } = await planRuns(system, submissionId);
      for (const { runId, kind } of runs) if (kind === "generated") await enqueueGenerate(system, runId);
      return { submissionId, runIds: runs.map(({ runId }) => runId) };
    },
    [Symbol.asyncDispose]: async () => {
      await platform[Symbol.asyncDispose]();
      await test[Symbol.asyncDispose]();
    },
  };
}

/** A new account as the one that calls, with the right to submit. */
export function submitterOf({ accountId, teamId }: { accountId: string; teamId: string }): Actor {
  return { type: "account", accountId, teamId, scopes: ["submit"], apiKeyId: null, isAdmin: false };
}

/** As if a connection test had found an ordinary chat endpoint. */
export async function passCheck(test: TestDatabase, submissionId: string): Promise<void> {
  const [row] = await test.db
    .update(submission)
    .set({ state: "checking" })
    .where(eq(submission.id, submissionId))
    .returning();
  await test.db
    .update(endpoint)
    .set({ capabilities: ["chat"] })
    .where(eq(endpoint.id, row?.endpointId ?? ""));
}

export async function lease(ctx: Ctx, more: Partial<LeaseRequest> = {}): Promise<Lease[]> {
  const engines: EngineInfo[] = [];
  const response = await leaseShards(ctx, {
    name: "r1",
    version: "1",
    kinds: ["probe", "ingest", "generate", "verify"],
    engines,
    max: 64,
    waitMs: 0,
    ...more,
  });
  return response.leases;
}

/** The one lease that there is. */
export async function leaseOne(ctx: Ctx, more: Partial<LeaseRequest> = {}): Promise<Lease> {
  const [first] = await lease(ctx, { max: 1, ...more });
  if (first === undefined) throw new Error("there is nothing to lease");
  return first;
}

export function report(ctx: Ctx, held: Lease, more: Partial<ReportRequest> = {}) {
  const request: Report = reportRequestSchema.parse({
    shardId: held.shardId,
    leaseGeneration: held.leaseGeneration,
    done: true,
    ...more,
  });
  return acceptReport(ctx, request);
}

/** A sample with the given text and one call. */
export function sampleOf(
  problemId: string,
  sample: number,
  text: string,
  more: Partial<SampleReport> = {},
): SampleReport {
  return {
    problemId,
    sample,
    trace: {
      response: text,
      reasoning: null,
      calls: [
        {
          index: 0,
          role: "solver",
          kind: "generate",
          request: { messages: [{ role: "user", content: `ask ${problemId}` }], sampling: {} },
          response: text,
          reasoning: null,
          finishReason: "stop",
          promptTokens: 10,
          completionTokens: 20,
          latencyMs: 1,
          discarded: false,
        },
      ],
      artifacts: {},
    },
    finishReason: "stop",
    promptTokens: 10,
    completionTokens: 20,
    reasoningTokens: null,
    tokenSource: "measured",
    latencyMs: 5,
    fault: null,
    ...more,
  };
}

export function itemsOf(held: Lease): { problemId: string; sample: number }[] {
  return held.work.kind === "generate" ? held.work.items : [];
}

/** Answers every item of a generate lease with a boxed number: right where `isRight` says so. */
export function answered(
  held: Lease,
  isRight: (problemId: string, sample: number) => boolean = () => true,
): SampleReport[] {
  return itemsOf(held).map(({ problemId, sample }) => {
    const gold = goldOf(Number(problemId.slice(1)));
    return sampleOf(problemId, sample, `So \\boxed{${isRight(problemId, sample) ? gold : 3}}.`);
  });
}
