import { serve } from "inngest/next";
import { renewingBoards } from "@/app/_server/renew-boards";
import { workflows } from "@/workers/client";
import { functions } from "@/workers/functions";

export const dynamic = "force-dynamic";

/** Signed in both directions; a sync without a signature is refused (INNGEST_ENABLE_UNAUTHED_SYNC=false says the same). */
const handlers = serve({ client: workflows, functions, enableUnauthedSync: false });

export const { GET, PUT } = handlers;
/** Steps of these functions publish runs. */
export const POST = renewingBoards(handlers.POST);
