import { systemContext } from "@/server/context";
import { sweep } from "@/server/domain/leaderboard";
import { workflows } from "../client";

const ID = "sweep";

/** Once a minute: whatever was lost, missed or has waited too long (see the verb). The next sweep is the retry. */
export const sweepAll = workflows.createFunction(
  { id: ID, retries: 0, triggers: [{ cron: "* * * * *" }], concurrency: [{ limit: 1 }] },
  async ({ step }) => step.run("sweep", () => sweep(systemContext(ID))),
);
