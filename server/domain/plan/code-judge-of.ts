import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { readCodeTests } from "@/contracts/code-tests";
import { bestSandbox, type SandboxReport } from "@/contracts/code-verdict";
import { problem, runner } from "@/db/schema";
import type { ResolvedBenchmark } from "../catalog";
import type { Ctx } from "../ctx";

/** A runner that was not heard of for this long is gone. */
const RUNNER_GONE_MS = 60_000;

type CodeJudging = { refused: null; codeKey: string | undefined } | { refused: string };

/**
 * The key under which programs are judged: that of a sandbox which a connected, trusted runner has probed. Refused with
 * the reason where there is none, or where the benchmark's file has brought no tests that can be run.
 */
export async function codeJudgeOf(ctx: Ctx, target: ResolvedBenchmark): Promise<CodeJudging> {
  if (target.benchmark.card.answerKind !== "code") return { refused: null, codeKey: undefined };
  const untested = await problemWithoutTests(ctx, target.version.id);
  if (untested !== null) {
    return {
      refused: `The file of ${target.benchmark.slug} has no tests that can be run (first: ${untested}); import it from a file with tests.`,
    };
  }
  const reports = await trustedSandboxes(ctx);
  const running = bestSandbox(reports);
  if (running !== null) return { refused: null, codeKey: running.verifierKey };
  const why = reports.flatMap((report) => (report.ok ? [] : [report.reason]));
  const reason = why[0] ?? "no trusted runner with one is connected";
  return {
    refused: `Programs are judged in a sandbox, and none works here: ${reason}. See docs/sandbox.md.`,
  };
}

/** What the sandboxes of connected, trusted runners are; the runner seen last comes first. */
export async function trustedSandboxes(ctx: Ctx): Promise<SandboxReport[]> {
  const since = new Date(ctx.clock.now().getTime() - RUNNER_GONE_MS);
  const rows = await ctx.db
    .select({ engines: runner.engines })
    .from(runner)
    .where(and(eq(runner.trusted, true), isNull(runner.stoppedReason), gt(runner.lastSeenAt, since)))
    .orderBy(desc(runner.lastSeenAt));
  return rows.flatMap((row) => row.engines.flatMap((engine) => (engine.sandbox ? [engine.sandbox] : [])));
}

async function problemWithoutTests(ctx: Ctx, versionId: string): Promise<string | null> {
  const rows = await ctx.db
    .select({ id: problem.id, judging: problem.judging })
    .from(problem)
    .where(eq(problem.benchmarkVersionId, versionId));
  return rows.find((row) => readCodeTests(row.judging) === null)?.id ?? null;
}
