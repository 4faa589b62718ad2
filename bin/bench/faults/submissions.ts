import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PlumblineError } from "@/contracts/errors";
import { type EndpointSubmissionInput, submissionReceiptSchema } from "@/contracts/submission";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { openRemote } from "../../remote";
import { sendFile } from "../../send-file";
import { faultBenchmark, traceLines } from "./benchmark";
import { ENDPOINT_MODEL, type Endpoint } from "./endpoint";
import type { Platform } from "./platform";

const TRY_AGAIN_MS = 500;
/** Errors of an instance that may be over soon. */
const PASSING = new Set<string>(["unavailable", "no_runner", "internal", "rate_limited"]);
const POOL_SAMPLES = 4;
const UPLOADED_SAMPLES = 3;
const { slug } = faultBenchmark.card;
const problems = faultBenchmark.problems.length;

/** What a round sends, and what has to come of it. */
export const EXPECTED = {
  submissions: 3,
  /** The pool, its vote, the upload and the hosted run. */
  runs: 4,
  /** Samples that are generated or uploaded; the vote has none of its own. */
  samples: problems * (POOL_SAMPLES + UPLOADED_SAMPLES + 1),
  /** Calls that the endpoint has to answer, if all goes well. */
  calls: problems * POOL_SAMPLES,
};

/** Stores the bench's benchmark. */
export async function importFaultBenchmark(platform: Platform): Promise<void> {
  const { card, problems } = faultBenchmark;
  await openRemote({ server: platform.origin, key: platform.adminKey }).json(
    `/api/v1/benchmarks/${slug}/import`,
    {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: [{ card }, ...problems].map((line) => JSON.stringify(line)).join("\n"),
    },
  );
}

/**
 * Sends an endpoint with self-consistency, a file of traces and a run on the bundled model, and repeats what is not answered
 * with the same idempotency key, as a careful client does. Returns the ids; rejects after `patienceMs`.
 */
export async function sendMixed(
  platform: Platform,
  endpoint: Endpoint,
  round: { name: string; seed: number; patienceMs: number },
): Promise<string[]> {
  const until = Date.now() + round.patienceMs;
  const key = round.name.replaceAll(" ", "-");
  const voted: EndpointSubmissionInput = {
    url: endpoint.url,
    model: ENDPOINT_MODEL,
    displayName: `${round.name} endpoint`,
    benchmark: slug,
    method: "self-consistency",
    samples: POOL_SAMPLES,
    sampling: { temperature: 1, maxTokens: 400 },
    concurrency: 4,
  };
  const hosted: EndpointSubmissionInput = {
    engine: "reference",
    model: BUNDLED_MODEL.name,
    displayName: `${round.name} hosted`,
    benchmark: slug,
    samples: 1,
    sampling: { temperature: 1, maxTokens: 160 },
  };
  return Promise.all([
    persistently(until, () => sendEndpoint(platform, voted, `${key}-endpoint`)),
    persistently(until, () => sendEndpoint(platform, hosted, `${key}-hosted`)),
    sendTraces(platform, round),
  ]);
}

async function sendEndpoint(platform: Platform, input: EndpointSubmissionInput, idempotencyKey: string) {
  const answer = await openRemote({ server: platform.origin, key: platform.adminKey }).json(
    "/api/v1/submissions",
    {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(30_000),
    },
  );
  return submissionReceiptSchema.parse(answer).submissionId;
}

async function sendTraces(platform: Platform, round: { name: string; seed: number }): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "plumbline-faults-file-"));
  const file = path.join(folder, "traces.jsonl");
  try {
    writeFileSync(file, await traceLines(UPLOADED_SAMPLES, round.seed));
    return await sendFile({
      path: file,
      bytes: statSync(file).size,
      endpoint: `${platform.origin}/api/v1/uploads`,
      headers: { authorization: `Bearer ${platform.adminKey}` },
      fields: { benchmark: slug, model: `${round.name} upload`, filename: "traces.jsonl" },
      onProgress: () => {},
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function persistently<Result>(until: number, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const refused = error instanceof PlumblineError && !PASSING.has(error.code);
      if (refused || Date.now() > until) throw error;
      await delay(TRY_AGAIN_MS);
    }
  }
}
