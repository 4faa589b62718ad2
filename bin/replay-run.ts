import { createHash } from "node:crypto";
import { canonicalJson } from "@/contracts/canonical-json";
import { assessmentsOf, solutionKey } from "@/gpu-runner/assess/assess-sample";
import type { EngineHost } from "@/gpu-runner/engines/engine";
import { fitAssessment, fitReport } from "@/gpu-runner/lease/fit-report";
import { BATCH_BYTES } from "@/gpu-runner/lease/reporter";
import type { Solution } from "@/gpu-runner/methods/method";
import { journalOfRun } from "@/gpu-runner/replay/journals-of-run";
import { type Replayed, replayItems } from "@/gpu-runner/replay/replay-items";
import { cleanText } from "@/server/domain/generation";
import { type ReplayWork, readReplayWork } from "@/server/domain/shard";
import type { LocalContext } from "./local-context";

export type Replay = {
  /** Samples (of an assessing run: assessed samples) that came out byte for byte as they are stored. */
  equal: number;
  differing: { problemId: string; sample: number; what: string }[];
  /** Stored, but some call of theirs is in no journal of this machine. */
  absent: { problemId: string; sample: number }[];
  /** Stored as an infrastructure error: there is nothing to do again. */
  faulty: number;
};

/**
 * Does a run again from the journals in some folders, without a call, and compares it with what is stored: the trace by
 * its SHA-256, counts, finish reason and score; assessments whole.
 */
export async function replayRun(
  ctx: LocalContext,
  input: { runId: string; folders: readonly string[]; hosts: readonly EngineHost[] },
): Promise<Replay> {
  const told = await readReplayWork(ctx, input.runId);
  const journal = await journalOfRun(input.folders, input.runId);
  if (journal === null)
    throw new Error(
      `No journal of ${input.runId} is on this machine; name the folder of the runner that ran it.`,
    );
  const replay: Replay = { equal: 0, differing: [], absent: [], faulty: 0 };
  const compare = told.kind === "generate" ? sampleDifference(told) : assessmentDifference(told);
  const solutions = told.kind === "assess" ? await readSolutions(ctx, told) : new Map<string, Solution>();
  try {
    for await (const done of replayItems({ work: told.work, journal, hosts: input.hosts, solutions })) {
      const { problemId, sample } = done;
      const what = compare(done);
      if (what === "equal") replay.equal++;
      else if (what === "faulty") replay.faulty++;
      else if (what === "absent") replay.absent.push({ problemId, sample });
      else replay.differing.push({ problemId, sample, what });
    }
  } finally {
    await journal.close();
  }
  return replay;
}

/** `equal`, `absent`, `faulty`, or what differs. */
type Compare = (done: Replayed) => string;

function sampleDifference({ stored }: Extract<ReplayWork, { kind: "generate" }>): Compare {
  const rows = new Map(stored.map((row) => [`${row.sampleIndex}/${row.problemId}`, row]));
  return ({ problemId, sample, report }) => {
    const row = rows.get(`${sample}/${problemId}`);
    if (row === undefined) return "not stored";
    if (row.fault?.kind === "infra_error") return "faulty";
    if (report === null) return "absent";
    const ours = cleanText(fitReport(report, BATCH_BYTES));
    const sha256 = createHash("sha256").update(canonicalJson(ours.trace)).digest("hex");
    if (sha256 !== row.traceSha256) return "trace";
    for (const name of ["finishReason", "promptTokens", "completionTokens", "latencyMs"] as const)
      if (ours[name] !== row[name]) return name;
    return (ours.score ?? null) === row.score ? "equal" : "score";
  };
}

function assessmentDifference({ stored, work }: Extract<ReplayWork, { kind: "assess" }>): Compare {
  const rows = new Map<string, typeof stored>();
  for (const row of stored) {
    const key = `${row.sampleIndex}/${row.problemId}`;
    rows.set(key, [...(rows.get(key) ?? []), row]);
  }
  return ({ problemId, sample, report }) => {
    const said = [...(rows.get(`${sample}/${problemId}`) ?? [])];
    if (said.length === 0) return "not stored";
    if (said.some(({ label }) => label?.startsWith("fault: "))) return "faulty";
    if (report === null) return "absent";
    const ours = assessmentsOf(report, said.length).map((one) => cleanText(fitAssessment(one, BATCH_BYTES)));
    const theirs = said.sort((a, b) => a.assessmentIndex - b.assessmentIndex);
    for (const [index, row] of theirs.entries()) {
      const one = ours[index];
      const { value, label, promptTokens, completionTokens, calls } = row;
      const kept = { value, label, promptTokens, completionTokens, calls };
      const made = one && {
        value: one.value,
        label: one.label,
        promptTokens: one.promptTokens,
        completionTokens: one.completionTokens,
        calls: one.calls,
      };
      if (canonicalJson(kept) !== canonicalJson(made)) return `assessment ${index} of ${work.assessor}`;
    }
    return "equal";
  };
}

async function readSolutions(
  ctx: LocalContext,
  { work, sourceRunId }: Extract<ReplayWork, { kind: "assess" }>,
): Promise<Map<string, Solution>> {
  const solutions = new Map<string, Solution>();
  for await (const { problemId, sample, document } of ctx.traces.list(sourceRunId, work.items)) {
    solutions.set(solutionKey({ problemId, sample }), document);
  }
  return solutions;
}
