import { methodCard } from "@/catalog/methods";
import { isCodeKey } from "@/contracts/code-verdict";
import type { Log } from "@/contracts/platform";
import {
  type JudgedProblem,
  judgedProblemSchema,
  type Lease,
  type ShardFailure,
  verifyInputLineSchema,
} from "@/contracts/runner";
import { processVerifierKey, verifierKey } from "@/verify";
import type { VerifierPool } from "@/verify/pool";
import { assessShard } from "../assess/assess-shard";
import { EngineError } from "../engines/engine-error";
import { type GenerateWork, generateShard } from "../generate/generate-shard";
import { runSample } from "../generate/run-sample";
import { StoppedReading } from "../ingest/reading/stopped-reading";
import type { UploadReaders } from "../ingest/reading/upload-readers";
import { storeUpload } from "../ingest/store-upload";
import { isJudgedHere, knownPolicies } from "../judge/answer-context";
import type { CodeJudge } from "../judge/code-judge";
import { verifySamples } from "../judge/verify-samples";
import { type LeaseControl, LeaseLost } from "../lease/lease-loop";
import { type ReportEnd, Reporter, UPLOAD_REPORTS } from "../lease/reporter";
import type { ServerClient } from "../lease/server-client";
import { methodCode } from "../methods";
import type { SharedPlaces } from "../schedule/shared-places";
import type { Engines } from "./engines";
import type { Journals } from "./journals";
import { probeShard } from "./probe-shard";
import { readJsonLines } from "./read-json-lines";
import { resumedInput } from "./resumed-input";
import { rolesOf, unknownMethod } from "./role-engines";

export type Workshop = {
  client: ServerClient;
  engines: Engines;
  journals: Journals;
  /** Judges answers on threads of its own; one for the whole runner. */
  pool: VerifierPool;
  /** Read uploads in processes of their own; one for the whole runner. */
  readers: UploadReaders;
  /** Runs programs in the sandbox; null where none works here. */
  code: CodeJudge | null;
  places: SharedPlaces;
  draining: () => boolean;
  log: Log;
};

/** Does the work of one lease and reports it to the end. Failures become the shard's failure, unless the lease is lost. */
export async function workLease(shop: Workshop, lease: Lease, control: LeaseControl): Promise<void> {
  const { signal } = control;
  const { shardId, leaseGeneration } = lease;
  const reporter = new Reporter({
    client: shop.client,
    lease: { shardId, leaseGeneration },
    signal,
    onLost: (error) => control.lose(String(error)),
    inFlight: lease.work.kind === "ingest" ? UPLOAD_REPORTS : 1,
  });
  try {
    await reporter.end(await doWork(shop, lease, reporter, control));
  } catch (error) {
    if (signal.aborted) return;
    shop.log.error(
      { shard: shardId, kind: lease.work.kind, error: String(error) },
      "the work of a shard failed",
    );
    const failure =
      error instanceof EngineError
        ? engineFailure(error)
        : error instanceof StoppedReading
          ? error.failure()
          : internalFailure();
    await reporter.end({ failure });
  } finally {
    if (signal.reason instanceof LeaseLost) await reporter.late();
  }
}

async function doWork(
  shop: Workshop,
  lease: Lease,
  reporter: Reporter,
  control: LeaseControl,
): Promise<Partial<ReportEnd>> {
  const { work } = lease;
  const { signal } = control;
  switch (work.kind) {
    case "probe":
      return { probe: await probeShard(shop.engines, work.target, signal) };
    case "generate":
      return { failure: await generate(shop, lease, work, reporter, control) };
    case "assess":
      return { failure: await assessShard(shop, lease, work, reporter, control) };
    case "verify": {
      const refusal = refusalOf(shop, work.verifier);
      if (refusal !== null) return { failure: refusal };
      const problems = await readProblems(shop, lease, signal);
      const judging = judgingOf(shop, work.verifier);
      const unjudged = judging.code === null ? unjudgedKind(problems) : null;
      if (unjudged !== null) return { failure: unjudged };
      const lines = readJsonLines(shop.client.input(lease, signal), verifyInputLineSchema);
      let done = 0;
      for await (const verdict of verifySamples(lines, problems, judging)) {
        await reporter.add(null, verdict);
        reporter.progress(++done, null);
      }
      return {};
    }
    case "ingest": {
      const refusal = refusalOf(shop, work.verifier);
      if (refusal !== null) return { failure: refusal };
      const problems = await readProblems(shop, lease, signal);
      const input = resumedInput(shop.client, lease, signal);
      const reading = { variant: work.variant, limits: work.limits, signal };
      if (work.pass === "check") {
        const onProgress = (done: number) => reporter.progress(done, null);
        const { lineErrors, ...end } = await shop.readers.check(input, problems, onProgress, reading);
        reporter.addLineErrors(lineErrors);
        return end;
      }
      const judging = judgingOf(shop, work.verifier);
      const unjudged = judging.code === null ? unjudgedKind(problems) : null;
      if (unjudged !== null) return { failure: unjudged };
      return {
        failure: await storeUpload(
          shop.readers.lines(input, problems, reading),
          problems,
          judging,
          (sample, verdict, imported) => reporter.add(sample, verdict, imported),
        ),
      };
    }
  }
}

async function generate(
  shop: Workshop,
  lease: Lease,
  work: GenerateWork,
  reporter: Reporter,
  control: LeaseControl,
): Promise<ShardFailure | null> {
  const method = methodCode(work.method.id);
  const card = methodCard(work.method.id);
  const params = card?.params.safeParse(work.method.params);
  if (method === null || card?.version !== work.method.version || !params?.success) {
    return unknownMethod(work.method);
  }
  const roles = await rolesOf(shop.engines, work.roles);
  let done = 0;
  const runId = lease.runId ?? lease.shardId;
  return shop.journals.use(runId, (journal) =>
    shop.places.use(runId, work, (turn) =>
      generateShard({
        work,
        perform: (sample) => runSample(method, params.data, sample),
        roles,
        journal,
        signal: control.signal,
        draining: shop.draining,
        turn,
        onAllStarted: control.allStarted,
        onSample: (report) => {
          void reporter.add(report);
          reporter.progress(++done, work.items.length);
        },
      }),
    ),
  );
}

async function readProblems(shop: Workshop, lease: Lease, signal: AbortSignal) {
  const problems = new Map<string, JudgedProblem>();
  for await (const problem of readJsonLines(shop.client.problems(lease, signal), judgedProblemSchema)) {
    problems.set(problem.id, problem);
  }
  return problems;
}

type Verifier = { key: string; policies: Record<string, unknown> };

const judgingOf = (shop: Workshop, { key, policies }: Verifier) => ({
  policies,
  pool: shop.pool,
  code: isCodeKey(key) ? shop.code : null,
});

/** Verdicts are stored under the run's key; another version's verdicts are not those. The server turns runs under way after an upgrade. */
function refusalOf(shop: Workshop, verifier: Verifier): ShardFailure | null {
  const ours = isCodeKey(verifier.key)
    ? (shop.code?.sandbox.verifierKey ?? "no sandbox")
    : verifier.key.startsWith("process:")
      ? processVerifierKey(knownPolicies(verifier.policies))
      : verifierKey(knownPolicies(verifier.policies));
  if (ours === verifier.key) return null;
  const message = `The run is to be judged by ${verifier.key}; this runner has ${ours}. Use the runner of the same version as the server.`;
  return { code: "verifier_mismatch", message, retry: "later", retryAfterMs: 60_000 };
}

function unjudgedKind(problems: ReadonlyMap<string, JudgedProblem>): ShardFailure | null {
  for (const problem of problems.values()) {
    if (isJudgedHere(problem.answerKind)) continue;
    const message = `Answers of kind ${problem.answerKind} cannot be judged by this runner.`;
    return { code: "unsuitable_answer_kind", message, retry: "never", retryAfterMs: 0 };
  }
  return null;
}

function engineFailure(error: EngineError): ShardFailure {
  const retry = error.retry === "never" ? "never" : "later";
  return {
    code: error.code,
    message: error.message.slice(0, 2000),
    retry,
    retryAfterMs: error.retryAfterMs ?? 30_000,
  };
}

function internalFailure(): ShardFailure {
  const message = "The runner failed at this work; its log says more.";
  return { code: "runner_failed", message, retry: "later", retryAfterMs: 5_000 };
}
