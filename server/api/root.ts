import { accountRouter } from "./routers/account";
import { catalogRouter } from "./routers/catalog";
import { healthRouter } from "./routers/health";
import { submissionRouter } from "./routers/submission";
import { router } from "./trpc";

/** Every procedure, by the stage that it belongs to. */
export const appRouter = router({
  account: accountRouter,
  catalog: catalogRouter,
  submission: submissionRouter,
  health: healthRouter,
});
export type AppRouter = typeof appRouter;
