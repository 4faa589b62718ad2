import { Command } from "commander";

export function recomputeCommand(): Command {
  return new Command("recompute")
    .description("compute matrices and scores of published runs again from stored samples and verdicts")
    .option("--check", "write nothing; fail where anything differs in a single bit")
    .option("--run <id>", "one run only")
    .action(async (options: { check?: boolean; run?: string }) => {
      const { withLocalContext } = await import("../local-context");
      const { recomputeScores } = await import("@/server/domain/metric");
      const { refreshBoards } = await import("@/server/domain/leaderboard");
      const check = options.check === true;
      const result = await withLocalContext(async (ctx) => {
        const recomputed = await recomputeScores(ctx, { check, runId: options.run });
        if (!check && recomputed.differing.length > 0) await refreshBoards(ctx);
        return recomputed;
      });
      for (const { runId, what } of result.differing) {
        console.log(`${runId}  ${what}  ${check ? "differs" : "replaced"}`);
      }
      console.log(`${result.runs} runs, ${result.differing.length} ${check ? "differ" : "replaced"}`);
      if (check && result.differing.length > 0) process.exitCode = 1;
    });
}
