import { submissionIdSchema } from "@/contracts/ids";
import { systemContext } from "@/server/context";
import { cancelRuns } from "@/server/domain/leaderboard";
import { workflows } from "../client";
import { RETRIES } from "../policies";

const ID = "cancel-submission";

/** Stops the runs and leases of a cancelled or withdrawn submission and takes its rows off the boards. */
export const cancelSubmission = workflows.createFunction(
  {
    id: ID,
    retries: RETRIES,
    triggers: [{ event: "submission/cancelled" }, { event: "submission/withdrawn" }],
    concurrency: [{ limit: 1, key: "event.data.submissionId" }],
  },
  async ({ event, step }) => {
    const submissionId = submissionIdSchema.parse(event.data.submissionId);
    await step.run("cancel runs", () => cancelRuns(systemContext(ID), submissionId));
  },
);
