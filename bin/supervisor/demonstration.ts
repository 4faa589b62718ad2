import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type EndpointSubmissionInput, submissionReceiptSchema } from "@/contracts/submission";
import { SOLVER_MODEL } from "@/gpu-runner/serve/noisy-solver-source";
import { openRemote } from "../remote";

const recordSchema = z.object({ submissionId: z.string().nullable(), solverPort: z.number().int() });
export type DemonstrationRecord = z.infer<typeof recordSchema>;

const PROBLEM_SAMPLES = 16;

function recordPath(home: string): string {
  return path.join(home, "demonstration.json");
}

/** What was queued at the first start, so that it is queued once; null before. */
export function readDemonstration(home: string): DemonstrationRecord | null {
  const file = recordPath(home);
  return existsSync(file) ? recordSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
}

export function writeDemonstration(home: string, record: DemonstrationRecord): void {
  writeFileSync(recordPath(home), `${JSON.stringify(record, null, 2)}\n`);
}

/**
 * The demonstration goes the way of every submission: the bundled benchmark against an endpoint on loopback,
 * 16 samples a problem at temperature 1, and self-consistency with k = 16 reduced from that pool.
 */
export async function queueDemonstration(options: {
  server: string;
  adminKey: string;
  solverPort: number;
}): Promise<string> {
  const input: EndpointSubmissionInput = {
    url: `http://127.0.0.1:${options.solverPort}/v1`,
    model: SOLVER_MODEL,
    displayName: "noisy solver",
    benchmark: "bundled",
    method: "self-consistency",
    params: { k: PROBLEM_SAMPLES },
    samples: PROBLEM_SAMPLES,
    sampling: { temperature: 1 },
  };
  const remote = openRemote({ server: options.server, key: options.adminKey });
  const answer = await remote.json("/api/v1/submissions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  return submissionReceiptSchema.parse(answer).submissionId;
}
