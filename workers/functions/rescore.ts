import { workflowEventSchema } from "@/contracts/events";
import { rescoreIdSchema } from "@/contracts/ids";
import { systemContext } from "@/server/context";
import { advanceRescore } from "@/server/domain/leaderboard";
import { workflows } from "../client";
import { MOST_WAITS, RETRIES } from "../policies";

const ID = "rescore";
/** Small re-scores are over at once; large ones are looked at now and then. */
const FIRST_LOOKS = 5;
const SOON = "2s";
const LATER = "30s";

/** Judges stored samples anew after a new version of the verifier: enqueue, look again until nothing waits. */
export const rescoreAll = workflows.createFunction(
  {
    id: ID,
    retries: RETRIES,
    triggers: [{ event: "verifier/rescore.requested" }],
    concurrency: [{ limit: 1, key: "event.data.rescoreId" }],
  },
  async ({ event, step }) => {
    const rescoreId = rescoreIdSchema.parse(event.data.rescoreId);
    for (let round = 0; round < MOST_WAITS; round++) {
      const { waiting } = await step.run(`look ${round}`, () => advanceRescore(systemContext(ID), rescoreId));
      if (waiting === 0) return { rescoreId, result: "done" };
      await step.sleep(`wait ${round}`, round < FIRST_LOOKS ? SOON : LATER);
    }
    await step.sendEvent(
      "go on",
      workflowEventSchema.parse({
        name: "verifier/rescore.requested",
        id: `${event.id}+`,
        data: { rescoreId },
      }),
    );
    return { rescoreId, result: "handed on" };
  },
);
