import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type EndpointSubmissionInput, submissionReceiptSchema } from "@/contracts/submission";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { openRemote } from "../remote";

const recordSchema = z.object({ submissionIds: z.array(z.string()).min(1) });
export type DemonstrationRecord = z.infer<typeof recordSchema>;

const PROBLEM_SAMPLES = 16;
/** Enough calls at once to fill the local runner's leases. */
const CONCURRENCY = 64;

/** A toy model through the engine in the box: needs no network and no GPU, and its name carries a label that says so. */
const HOSTED = {
  engine: "reference",
  model: BUNDLED_MODEL.name,
  benchmark: "bundled",
  concurrency: CONCURRENCY,
} as const;

const SUBMISSIONS: readonly { key: string; input: EndpointSubmissionInput }[] = [
  {
    key: "demonstration-greedy",
    input: { ...HOSTED, method: "direct", samples: 1, sampling: { temperature: 0 } },
  },
  {
    // Plans a run of `direct` as its pool, and the vote over that pool.
    key: "demonstration-sampled",
    input: {
      ...HOSTED,
      method: "self-consistency",
      params: { k: PROBLEM_SAMPLES },
      samples: PROBLEM_SAMPLES,
      sampling: { temperature: 1 },
    },
  },
];

function recordPath(home: string): string {
  return path.join(home, "demonstration.json");
}

/** What was queued at the first start, so that it is queued once; null before. */
export function readDemonstration(home: string): DemonstrationRecord | null {
  const file = recordPath(home);
  if (!existsSync(file)) return null;
  return recordSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null;
}

export function writeDemonstration(home: string, record: DemonstrationRecord): void {
  writeFileSync(recordPath(home), `${JSON.stringify(record, null, 2)}\n`);
}

/**
 * The demonstration goes the way of every submission: the bundled benchmark on the bundled model, hosted by the local
 * runner; greedily once a problem, and 16 samples a problem at temperature 1 with self-consistency reduced from them.
 * Asking again gives the same submissions.
 */
export async function queueDemonstration(options: {
  server: string;
  adminKey: string;
}): Promise<DemonstrationRecord> {
  const remote = openRemote({ server: options.server, key: options.adminKey });
  const submissionIds: string[] = [];
  for (const { key, input } of SUBMISSIONS) {
    const answer = await remote.json("/api/v1/submissions", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(input),
    });
    submissionIds.push(submissionReceiptSchema.parse(answer).submissionId);
  }
  return { submissionIds };
}
