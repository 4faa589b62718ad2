import { expect } from "vitest";
import { advanceStage, publishStage, scoreStage } from "@/server/domain/leaderboard";
import { readShardInput, readShardProblems } from "@/server/domain/shard";
import { answered, type Desk, lease, report } from "./desk";

/** Whether a sample is right. */
export type Rate = (problemId: string, sample: number) => boolean;

/** Plays runner and workflow until the runs of a submission are published; every step runs twice. */
export async function evaluate(
  desk: Desk,
  runIds: readonly string[],
  isRight: Rate,
  skip: (problemId: string) => boolean = () => false,
) {
  for (let round = 0; round < 50; round++) {
    const leases = await lease(desk.runner);
    if (leases.length === 0) break;
    for (const held of leases) {
      if (held.work.kind === "generate") {
        const samples = answered(held, isRight).map((item) =>
          skip(item.problemId)
            ? {
                ...item,
                fault: { kind: "infra_error" as const, code: "context_exceeded", message: "too long" },
              }
            : item,
        );
        await report(desk.runner, held, { samples });
        for (const stage of ["generate", "verify"] as const) {
          await advanceStage(desk.system, { runId: held.runId ?? "", stage, round });
          await advanceStage(desk.system, { runId: held.runId ?? "", stage, round });
        }
      } else {
        const golds = new Map<string, string>();
        for await (const problem of await readShardProblems(desk.runner, held))
          golds.set(problem.id, problem.gold);
        const input = await readShardInput(desk.runner, held);
        if (input.type !== "samples") throw new Error("unexpected input");
        const verdicts = [];
        for await (const line of input.lines) {
          const right = line.response.includes(golds.get(line.problemId) ?? "none");
          const outcome = line.fault
            ? line.fault.kind
            : right
              ? ("correct" as const)
              : ("incorrect" as const);
          verdicts.push({
            problemId: line.problemId,
            sample: line.sample,
            outcome,
            extracted: line.fault ? null : "x",
            rule: "boxed/test",
            answerClass: line.fault ? -1 : right ? 0 : 1,
          });
        }
        await report(desk.runner, held, { verdicts });
      }
    }
    desk.platform.advance(2_000);
  }
  for (const runId of runIds) {
    for (const stage of ["generate", "verify"] as const)
      await advanceStage(desk.system, { runId, stage, round: 99 });
    for (let time = 0; time < 2; time++) {
      expect(await scoreStage(desk.system, runId)).toBe(true);
      await publishStage(desk.system, runId);
    }
  }
}
