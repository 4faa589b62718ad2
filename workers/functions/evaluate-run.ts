import { workflowEventSchema } from "@/contracts/events";
import { runIdSchema, submissionIdSchema } from "@/contracts/ids";
import { systemContext } from "@/server/context";
import {
  advanceStage,
  failRun,
  publishStage,
  type Stage,
  type StageState,
  scoreStage,
} from "@/server/domain/leaderboard";
import { noteNoRunner } from "@/server/domain/shard";
import { workflows } from "../client";
import { MOST_WAITS, RETRIES, waitOf } from "../policies";
import { INTERNAL } from "./internal-failure";

const ID = "evaluate-run";
const STAGES: readonly Stage[] = ["generate", "verify"];

/** One run from planned to published: enqueue, wait, verify, wait, score, publish; then the runs reduced from it. */
export const evaluateRun = workflows.createFunction(
  {
    id: ID,
    retries: RETRIES,
    triggers: [{ event: "run/planned" }],
    concurrency: [{ limit: 1, key: "event.data.runId" }],
    cancelOn: [
      { event: "submission/cancelled", match: "data.submissionId" },
      { event: "submission/withdrawn", match: "data.submissionId" },
    ],
    onFailure: async ({ event, step }) => {
      const runId = runIdSchema.parse(event.data.event.data.runId);
      await step.run("fail", () => failRun(systemContext(ID), { runId, reason: INTERNAL.message }));
    },
  },
  async ({ event, step }) => {
    const runId = runIdSchema.parse(event.data.runId);
    const submissionId = submissionIdSchema.parse(event.data.submissionId);
    let ended = false;
    let waits = 0;
    for (const stage of STAGES) {
      let state: StageState = ended ? "ended" : "open";
      for (let round = 0; state === "open"; round++) {
        if (waits++ >= MOST_WAITS) {
          await step.sendEvent(
            "go on",
            workflowEventSchema.parse({
              name: "run/planned",
              id: `${event.id}+`,
              data: { runId, submissionId },
            }),
          );
          return { runId, result: "handed on" };
        }
        const [finished] = await Promise.all([
          step.waitForEvent(`${stage} finished ${round}`, {
            event: "run/shards.finished",
            timeout: waitOf(round),
            if: `event.data.runId == async.data.runId && async.data.stage == '${stage}'`,
          }),
          step.run(`enqueue ${stage} ${round}`, () =>
            advanceStage(systemContext(ID), { runId, stage, round }),
          ),
        ]);
        if (finished === null) {
          await step.run(`no runner ${stage} ${round}`, () => noteNoRunner(systemContext(ID), submissionId));
        }
        state = await step.run(`check ${stage} ${round}`, () =>
          advanceStage(systemContext(ID), { runId, stage, round: round + 1 }),
        );
      }
      ended ||= state === "ended";
    }
    if (ended || !(await step.run("score", () => scoreStage(systemContext(ID), runId)))) {
      await step.sendEvent("ended", endedEvent(runId, submissionId, "failed"));
      return { runId, result: "ended" };
    }
    const { reducedRunIds } = await step.run("publish", () => publishStage(systemContext(ID), runId));
    await step.sendEvent("published", [
      endedEvent(runId, submissionId, "published"),
      ...reducedRunIds.map((id) =>
        workflowEventSchema.parse({
          name: "run/planned",
          id: `run/planned:${id}`,
          data: { runId: id, submissionId },
        }),
      ),
    ]);
    return { runId, result: "published" };
  },
);

function endedEvent(runId: string, submissionId: string, state: "published" | "failed") {
  return workflowEventSchema.parse({
    name: "run/ended",
    id: `run/ended:${runId}:${state}`,
    data: { runId, submissionId, state },
  });
}
