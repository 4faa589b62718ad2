import type { SubmissionReceipt } from "@/contracts/submission";
import { getMethod, getSuite, resolveBenchmark } from "@/server/domain/catalog";
import type { Ctx } from "@/server/domain/ctx";
import { deterministicId } from "@/server/domain/plan";
import { ownSubmission, type SubmissionRow } from "@/server/domain/submission";

/** What a submitter gets at once. The ids of the runs follow from the submission, so they are known before it is checked. */
export async function receiptOf(ctx: Ctx, submissionId: string): Promise<SubmissionReceipt> {
  const runIds = await expectedRunIds(ctx, await ownSubmission(ctx, submissionId));
  return { submissionId, runIds, url: `${ctx.settings.origin}/submissions/${submissionId}` };
}

/** As the planner names them: per benchmark the pool, and for a reducer the reduced run. */
async function expectedRunIds(ctx: Ctx, { id, kind, input }: SubmissionRow): Promise<string[]> {
  const names =
    typeof input.benchmark === "string"
      ? [input.benchmark]
      : (await getSuite(ctx, String(input.suite))).benchmarks.map((one) => `${one.slug}@${one.version}`);
  if (kind === "reduction") {
    const { version } = await resolveBenchmark(ctx, String(input.benchmark));
    return [deterministicId("run", id, version.id, "reduced")];
  }
  const roles = getMethod(String(input.method)).kind === "reduce" ? ["pool", "reduced"] : ["pool"];
  const targets = await Promise.all(names.map((name) => resolveBenchmark(ctx, name)));
  return targets.flatMap(({ version }) => roles.map((role) => deterministicId("run", id, version.id, role)));
}
