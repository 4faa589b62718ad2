import { workflowEventSchema } from "@/contracts/events";
import { submissionIdSchema } from "@/contracts/ids";
import { systemContext } from "@/server/context";
import { failSubmission } from "@/server/domain/leaderboard";
import { planRuns } from "@/server/domain/plan";
import { enqueueCheck, judgeCheck, noteDecision, noteNoRunner } from "@/server/domain/shard";
import { workflows } from "../client";
import { DECISION_WAIT, DECISION_WAITS, MOST_WAITS, RETRIES, waitOf } from "../policies";
import { INTERNAL } from "./internal-failure";

const ID = "check-submission";

/** Checks a submission (connection test, or reading the upload), asks about bad lines where there are some, and plans its runs. */
export const checkSubmission = workflows.createFunction(
  {
    id: ID,
    retries: RETRIES,
    triggers: [{ event: "submission/received" }],
    concurrency: [{ limit: 1, key: "event.data.submissionId" }],
    cancelOn: [
      { event: "submission/cancelled", match: "data.submissionId" },
      { event: "submission/withdrawn", match: "data.submissionId" },
    ],
    onFailure: async ({ event, step }) => {
      const submissionId = submissionIdSchema.parse(event.data.event.data.submissionId);
      await step.run("fail", () => failSubmission(systemContext(ID), { submissionId, reason: INTERNAL }));
    },
  },
  async ({ event, step }) => {
    const submissionId = submissionIdSchema.parse(event.data.submissionId);
    let result = await step.run("look", () => judgeCheck(systemContext(ID), submissionId));
    for (let round = 0; result === "wait" && round < MOST_WAITS; round++) {
      const [finished] = await Promise.all([
        step.waitForEvent(`check finished ${round}`, {
          event: "submission/shard.finished",
          timeout: waitOf(round),
          if: "event.data.submissionId == async.data.submissionId",
        }),
        step.run(`enqueue check ${round}`, () => enqueueCheck(systemContext(ID), submissionId)),
      ]);
      if (finished === null) {
        await step.run(`no runner ${round}`, () => noteNoRunner(systemContext(ID), submissionId));
      }
      result = await step.run(`judge check ${round}`, () => judgeCheck(systemContext(ID), submissionId));
    }
    for (let round = 0; result === "decide" && round < DECISION_WAITS; round++) {
      await Promise.all([
        step.waitForEvent(`decision ${round}`, {
          event: "submission/decided",
          timeout: DECISION_WAIT,
          if: "event.data.submissionId == async.data.submissionId",
        }),
        step.run(`note decision ${round}`, () => noteDecision(systemContext(ID), submissionId)),
      ]);
      result = await step.run(`judge decision ${round}`, () => judgeCheck(systemContext(ID), submissionId));
    }
    if (result !== "plan") return { result };
    const plan = await step.run("plan runs", () => planRuns(systemContext(ID), submissionId));
    // What is reduced from a run of this plan starts when that is published.
    const planned = new Set(plan.runs.map((run) => run.runId));
    const first = plan.runs.filter((run) => run.sourceRunId === null || !planned.has(run.sourceRunId));
    if (first.length > 0) {
      await step.sendEvent(
        "start runs",
        first.map(({ runId }) =>
          workflowEventSchema.parse({
            name: "run/planned",
            id: `run/planned:${runId}`,
            data: { runId, submissionId },
          }),
        ),
      );
    }
    return { result, runs: plan.runs.length, refused: plan.refused.length };
  },
);
