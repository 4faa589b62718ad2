import { accountRouter } from "./routers/account";
import { catalogRouter } from "./routers/catalog";
import { claimRouter } from "./routers/claim";
import { compareRouter } from "./routers/compare";
import { healthRouter } from "./routers/health";
import { leaderboardRouter } from "./routers/leaderboard";
import { operatorRouter } from "./routers/operator";
import { runRouter } from "./routers/run";
import { submissionRouter } from "./routers/submission";
import { verificationRouter } from "./routers/verification";
import { router } from "./trpc";

/** Every procedure, by the stage that it belongs to. */
export const appRouter = router({
  account: accountRouter,
  catalog: catalogRouter,
  submission: submissionRouter,
  run: runRouter,
  leaderboard: leaderboardRouter,
  compare: compareRouter,
  claim: claimRouter,
  verification: verificationRouter,
  health: healthRouter,
  operator: operatorRouter,
});
export type AppRouter = typeof appRouter;
